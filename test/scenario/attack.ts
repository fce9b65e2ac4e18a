import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REVIEWS } from '../../src/core/reasons/reviews.ts';
import type { User } from '../../src/sandbox/github/state.ts';
import { kindsOf, type Audit } from './audit.ts';
import { marked, ORDERS, type Written } from './cloud.ts';
import { openDesk, type Desk } from './desk.ts';
import { personAt, type Person } from './people.ts';
import { raiseStage, type Stage, type StageOptions } from './stage.ts';
import { auditOf, bindingsOf } from './steps.ts';
import { errorsIn } from '../support/messages.ts';

const PAYMENTS = 'projects/acme-payments-prod';

/** A stage, and everybody's machines. */
export interface Ring {
  readonly stage: Stage;
  readonly person: (login: string) => Person;
  readonly desk: (login: string) => Promise<Desk>;
  /** The path of a request in this month. */
  readonly path: (slug: string) => string;
  close(): Promise<void>;
}

/** One way to bring a request to main, and what must come of it. */
export interface Attack {
  readonly how: string;
  /**
   * The codes of the ledger's refusal; `granted` for honest twins: the same steps without the trick; `nothing` for what is
   * decided on record already, under another pull request, or for what waits for an accepted document.
   */
  readonly gives: readonly string[] | 'granted' | 'nothing';
  /** The codes of the first run, where it has to wait. */
  readonly waits?: readonly string[];
  /** Goes all the way. @returns the pull request, or the request's path where there is none */
  readonly land: (ring: Ring, slug: string) => Promise<number | string>;
}

export interface Course {
  readonly stage?: StageOptions;
  /** Before the first attack. */
  readonly prepare?: (ring: Ring) => Promise<void>;
  /** After the last, before the product looks. */
  readonly settle?: (ring: Ring) => Promise<void>;
  /** Seconds between the two runs. */
  readonly between?: number;
}

export async function openRing(options: StageOptions = {}): Promise<Ring> {
  const stage = await raiseStage(options);
  const desks = new Map<string, Promise<Desk>>();
  return {
    stage,
    person: (login) => stage.person(login),
    desk(login) {
      const desk = desks.get(login) ?? openDesk(stage, login);
      desks.set(login, desk);
      return desk;
    },
    path: (slug) => stage.path(slug),
    async close() {
      for (const desk of desks.values()) await (await desk).close();
      await stage.close();
    },
  };
}

/**
 * Stages all attacks in one sandbox, lets the product look twice, and holds each to what must come of it: no binding and one
 * refusal with exactly these codes, or one grant.
 */
export function stageAttacks(title: string, attacks: readonly Attack[], course: Course = {}): void {
  describe(title, () => {
    let ring: Ring;
    let audit: Audit;
    let bindings: readonly Written[];
    const landed: (number | string | Error)[] = [];
    const waited = new Map<number | string, readonly string[]>();

    beforeAll(async () => {
      ring = await openRing(course.stage);
      await course.prepare?.(ring);
      for (const [at, { land }] of attacks.entries())
        landed.push(await land(ring, `way-${at + 1}`).catch((error: unknown) => error as Error));
      await course.settle?.(ring);
      const { judged } = await ring.stage.reconcile();
      for (const { decision, evidence } of judged)
        if (decision.verdict === 'pending')
          waited.set(evidence.pull?.number ?? evidence.path, codesOf(decision.reasons));
      await ring.stage.pass(course.between ?? 0);
      expect(errorsIn(await ring.stage.reconcile())).toEqual([]);
      audit = await auditOf(ring.stage);
      bindings = [...(await bindingsOf(ring.stage, ORDERS)), ...(await bindingsOf(ring.stage, PAYMENTS))];
    }, 300_000);
    afterAll(() => ring.close());

    it.each(attacks.map(({ how, gives }, at) => ({ how, gives, at })))('$how: $gives', ({ gives, at }) => {
      const where = landed[at];
      if (where === undefined || where instanceof Error) throw where ?? new Error('it was not staged');
      expect(waited.get(where)).toEqual(attacks[at]?.waits);
      const record = recordOf(audit, where);
      const pull = typeof where === 'number' ? where : record?.pull;
      const given = pull == null ? [] : marked(bindings, pull);
      if (gives === 'granted') {
        expect(record?.reasons).toEqual([]);
        expect(kindsOf(audit, pull ?? null)).toEqual(['activated']);
        expect(given).not.toEqual([]);
        return;
      }
      expect(given).toEqual([]);
      if (gives === 'nothing') {
        expect(record).toBeUndefined();
        return;
      }
      expect(causesOf(record)).toEqual(gives);
      expect(audit.records.filter((one) => isOf(one, record))).toHaveLength(1);
      expect(record?.kind).toBe('refused');
      expect(record?.decision?.verdict).toBe('denied');
    });

    it('and nothing else is given to anybody', () => {
      const honest = attacks.flatMap(({ gives }, at) => (gives === 'granted' ? [landed[at]] : []));
      const pulls = new Set(marked(bindings).map(({ condition }) => Number(condition?.title.split('/').at(-1))));
      expect([...pulls].sort((a, b) => a - b)).toEqual(honest);
    });
  });
}

export function recordOf({ records }: Audit, where: number | string): Audit['records'][number] | undefined {
  return records.find((record) =>
    typeof where === 'number'
      ? record.pull === where && record.kind !== 'policies-changed'
      : record.request?.path === where && record.pull === null,
  );
}

function isOf(one: Audit['records'][number], record: Audit['records'][number] | undefined): boolean {
  return one.pull === record?.pull && one.request?.path === record.request?.path;
}

export const codesOf = (reasons: readonly { readonly code: string }[]): readonly string[] =>
  reasons.map(({ code }) => code);

/** The codes of a refusal, with the codes of the reviews that do not count in place of `approval-missing`. */
export function causesOf(record: Audit['records'][number] | undefined): readonly string[] {
  const reviews = codesOf(record?.decision?.approvals ?? []).filter((code) => Object.hasOwn(REVIEWS, code));
  const ignored = reviews.filter((code) => code !== 'approval');
  return codesOf(record?.reasons ?? []).flatMap((code) =>
    code === 'approval-missing' && ignored.length > 0 ? ignored : [code],
  );
}

/** Alice asks, somebody reviews, alice merges. */
export function reviewed(
  review: (pull: number, ring: Ring, slug: string) => Promise<unknown>,
  text?: string,
): Attack['land'] {
  return async (ring, slug) => {
    const pull = await ring.person('alice').ask(slug, text);
    await review(pull, ring, slug);
    await ring.person('alice').merge(pull);
    return pull;
  };
}

/** A pull request out of a branch that is there already, approved by bob and merged by alice. */
export async function passed(ring: Ring, branch: string, approver = 'bob'): Promise<number> {
  const pull = await ring.person('alice').open(branch);
  await ring.person(approver).approve(pull);
  await ring.person('alice').merge(pull);
  return pull;
}

/** A further account at GitHub, in teams and with a role on the repository. */
export function enrol(
  { sandbox, path }: Stage,
  account: Pick<User, 'id' | 'login'> & Partial<User>,
  { teams = [], role = 'write' }: { readonly teams?: readonly string[]; readonly role?: 'read' | 'write' } = {},
): Person {
  const { state, apiUrl } = sandbox.github;
  const { id, login } = account;
  state.users.set(id, { name: null, type: 'User', twoFactor: true, createdAt: sandbox.clock.now(), ...account });
  state.organization.members.set(id, 'member');
  state.collaborators.set(id, role);
  for (const { slug, members } of state.teams)
    if (teams.includes(slug)) members.set(id, { role: 'member', state: 'active' });
  const token = sandbox.github.mintToken({ kind: 'user', login });
  return personAt({ api: apiUrl, tokens: { [login]: token }, path }, login);
}

/** Switches main's ruleset off or on again, as its administrator can at any time. */
export async function guardMain(ring: Ring, enforcement: 'active' | 'disabled'): Promise<void> {
  await ring.person('acme-admin').call('PUT', '/rulesets/600001', { enforcement });
}
