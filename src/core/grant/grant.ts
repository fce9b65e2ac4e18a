import canonicalize from 'canonicalize';
import { sameMember, type Binding, type Condition } from './iam-policy.ts';
import type { Narrowing, Party } from '../documents/policy.ts';
import { parseInstant, type Instant, type Seconds, type Window } from '../time.ts';

/** The access one approved request is entitled to. Plain and serialisable: the ledger keeps it as it was decided. */
export interface Grant {
  readonly pull: number;
  readonly url: string;
  readonly path: string;
  readonly blob: string;
  readonly policy: string;
  readonly requester: { readonly id: number; readonly login: string };
  /** The IAM member that receives the access, frozen when it was decided. */
  readonly principal: string;
  readonly access: readonly GrantedRole[];
  readonly window: Window;
  /** Logins whose approvals carried the decision. */
  readonly approvedBy: readonly string[];
  /** Present where glass was broken: the review that is owed, and how soon after the merge. */
  readonly breakGlass?: { readonly from: readonly Party[]; readonly within: Seconds };
}

/** One row of a grant: it becomes one binding. */
export interface GrantedRole {
  readonly resource: string;
  readonly role: string;
  readonly only?: Narrowing;
}

/** Whose mark a binding bears: an installation's slug, and the numeric id of the repository that runs it. */
export interface Owner {
  readonly installation: string;
  readonly repository: number;
}

/** What a binding's condition says about where it came from. */
export type Mark =
  | { readonly of: 'nobody-here' }
  /** Our slug, but another repository's id: theirs to take away. */
  | { readonly of: 'another-repository'; readonly repository: number }
  /** Our namespace. `pull` and `window` are what could be read of it; a binding of ours may be damaged. */
  | { readonly of: 'us'; readonly pull: number | undefined; readonly window: Window | undefined };

/** The binding that carries out one role of a grant: one member, ended by its own condition. */
export function encode(grant: Grant, granted: GrantedRole, owner: Owner): Binding {
  return {
    role: granted.role,
    member: grant.principal,
    condition: {
      title: titleOf(owner, grant.pull),
      description: `repository ${owner.repository} ${grant.url}`,
      expression: expressionOf(grant.window, granted.only),
    },
  };
}

/** Reads the mark `encode` leaves. Whatever bears our slug and no other repository's id is ours, readable or not. */
export function decode(binding: Binding, owner: Owner): Mark {
  const { condition } = binding;
  if (condition === undefined || !condition.title.startsWith(`pullcord/${owner.installation}/`))
    return { of: 'nobody-here' };
  const repository = repositoryOf(condition);
  if (repository !== undefined && repository !== owner.repository) return { of: 'another-repository', repository };
  return { of: 'us', pull: pullOf(condition, owner), window: windowOf(condition.expression) };
}

/** Whether a binding is exactly the one `encode` gave: role, member, title, expression, repository; never the URL. */
export function isExactly(binding: Binding, wanted: Binding): boolean {
  const [have, want] = [binding.condition, wanted.condition];
  return (
    have !== undefined &&
    want !== undefined &&
    binding.role === wanted.role &&
    // Google itself writes `deleted:` before a member whose account is gone: nobody altered that.
    sameMember(binding.member, wanted.member) &&
    have.title === want.title &&
    have.expression === want.expression &&
    repositoryOf(have) === repositoryOf(want)
  );
}

/** Whether two decisions entitle to the same access; who approved and where it was asked may be told differently. */
export function sameGrant(a: Grant, b: Grant): boolean {
  const substance = ({ pull, path, blob, policy, requester, principal, access, window, breakGlass }: Grant) =>
    // Who reviews it, and by when, may have changed since; that a review is owed may not.
    canonicalize({ pull, path, blob, policy, requester, principal, access, window, owes: breakGlass !== undefined });
  return substance(a) === substance(b);
}

/** The condition's text. Values are checked when documents are parsed; a quote or backslash here is a defect. */
export function expressionOf(window: Window, only: Narrowing = {}): string {
  return [
    `request.time >= timestamp(${quote(window.start)})`,
    `request.time < timestamp(${quote(window.end)})`,
    ...(only.type === undefined ? [] : [`resource.type == ${quote(only.type)}`]),
    ...(only.service === undefined ? [] : [`resource.service == ${quote(only.service)}`]),
    ...(only.nameStartsWith === undefined ? [] : [`resource.name.startsWith(${quote(only.nameStartsWith)})`]),
  ].join(' && ');
}

function titleOf(owner: Owner, pull: number): string {
  return `pullcord/${owner.installation}/${pull}`;
}

function quote(text: string): string {
  if (/["\\]|[^\x20-\x7e]/.test(text)) throw new Error(`refusing to write ${JSON.stringify(text)} into a condition`);
  return `"${text}"`;
}

function repositoryOf(condition: Condition): number | undefined {
  const match = /^repository ([1-9]\d{0,15})(?: |$)/.exec(condition.description ?? '');
  return match === null ? undefined : Number(match[1]);
}

function pullOf(condition: Condition, owner: Owner): number | undefined {
  const rest = condition.title.slice(`pullcord/${owner.installation}/`.length);
  return /^[1-9]\d{0,9}$/.test(rest) ? Number(rest) : undefined;
}

/** What `expressionOf` writes and nothing else: any other operator might loosen what the two instants say. */
const WINDOW =
  /^request\.time >= timestamp\("([^"\\]+)"\) && request\.time < timestamp\("([^"\\]+)"\)(?: && resource\.(?:type == "[^"\\]*"|service == "[^"\\]*"|name\.startsWith\("[^"\\]*"\)))*$/;

/** The window a condition holds to, if it is of our shape. */
function windowOf(expression: string): Window | undefined {
  const match = WINDOW.exec(expression);
  if (match === null) return undefined;
  const start: Instant | undefined = parseInstant(match[1] ?? '');
  const end: Instant | undefined = parseInstant(match[2] ?? '');
  return start === undefined || end === undefined ? undefined : { start, end };
}
