import canonicalize from 'canonicalize';
import { sameMember, type Binding, type Condition } from './iam-policy.ts';
import type { Narrowing, Party } from '../documents/policy.ts';
import { parseInstant, type Instant, type Seconds, type Window } from '../time.ts';

/** The access of one approved request. It is plain and serialisable: the ledger stores it as decided. */
export interface Grant {
  readonly pull: number;
  readonly url: string;
  readonly path: string;
  readonly blob: string;
  readonly policy: string;
  readonly requester: { readonly id: number; readonly login: string };
  /** The IAM member that receives the access. The decision fixes it. */
  readonly principal: string;
  readonly access: readonly GrantedRole[];
  readonly window: Window;
  /** Logins of the approvers that count for the decision. */
  readonly approvedBy: readonly string[];
  /** Present for break-glass access: the reviewers, and the seconds after the merge until the review is due. */
  readonly breakGlass?: { readonly from: readonly Party[]; readonly within: Seconds };
}

/** One role of a grant on one resource. It becomes one binding. */
export interface GrantedRole {
  readonly resource: string;
  readonly role: string;
  readonly only?: Narrowing;
}

/** The owner in a binding's mark: an installation's slug, and the numeric id of its repository. */
export interface Owner {
  readonly installation: string;
  readonly repository: number;
}

/** The origin of a binding, decoded from its condition. */
export type Mark =
  | { readonly of: 'nobody-here' }
  /** It has our slug with another repository's id. Only that repository may remove it. */
  | { readonly of: 'another-repository'; readonly repository: number }
  /** It has our slug. `pull` or `window` is `undefined` if the mark is damaged. */
  | { readonly of: 'us'; readonly pull: number | undefined; readonly window: Window | undefined };

/** Returns the binding for one role of a grant: one member, with a condition that ends the access. */
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

/** Reads the mark that `encode` writes. A binding with our slug and no other repository's id is ours, even if damaged. */
export function decode(binding: Binding, owner: Owner): Mark {
  const { condition } = binding;
  if (condition === undefined || !condition.title.startsWith(`pullcord/${owner.installation}/`))
    return { of: 'nobody-here' };
  const repository = repositoryOf(condition);
  if (repository !== undefined && repository !== owner.repository) return { of: 'another-repository', repository };
  return { of: 'us', pull: pullOf(condition, owner), window: windowOf(condition.expression) };
}

/** True if a binding is the one that `encode` returned: role, member, title, expression and repository, without the URL. */
export function isExactly(binding: Binding, wanted: Binding): boolean {
  const [have, want] = [binding.condition, wanted.condition];
  return (
    have !== undefined &&
    want !== undefined &&
    binding.role === wanted.role &&
    // Google writes `deleted:` before a member whose account was deleted. That is not an alteration.
    sameMember(binding.member, wanted.member) &&
    have.title === want.title &&
    have.expression === want.expression &&
    repositoryOf(have) === repositoryOf(want)
  );
}

/** True if two decisions give the same access. Approvers and URL may differ. */
export function sameGrant(a: Grant, b: Grant): boolean {
  const substance = ({ pull, path, blob, policy, requester, principal, access, window, breakGlass }: Grant) =>
    // The reviewers and the due date of a review may change later. The need for a review may not.
    canonicalize({ pull, path, blob, policy, requester, principal, access, window, owes: breakGlass !== undefined });
  return substance(a) === substance(b);
}

/** Returns the condition's text. `parsePolicy` has checked the values, so a quote or backslash here is a defect. */
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
  if (/["\\]|[^\x20-\x7e]/.test(text))
    throw new Error(
      `nothing was written: an IAM condition cannot contain ${JSON.stringify(text)}; report a defect of Pullcord`,
    );
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

/** Matches only the output of `expressionOf`. Any other operator could loosen the limits of the two instants. */
const WINDOW =
  /^request\.time >= timestamp\("([^"\\]+)"\) && request\.time < timestamp\("([^"\\]+)"\)(?: && resource\.(?:type == "[^"\\]*"|service == "[^"\\]*"|name\.startsWith\("[^"\\]*"\)))*$/;

/** Returns the window of a condition, or `undefined` if the condition does not have our form. */
function windowOf(expression: string): Window | undefined {
  const match = WINDOW.exec(expression);
  if (match === null) return undefined;
  const start: Instant | undefined = parseInstant(match[1] ?? '');
  const end: Instant | undefined = parseInstant(match[2] ?? '');
  return start === undefined || end === undefined ? undefined : { start, end };
}
