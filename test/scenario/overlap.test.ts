import { describe, expect, it } from 'vitest';
import { kindsOf } from './audit.ts';
import { asText, marked, ROLES } from './cloud.ts';
import { requestFor } from './people.ts';
import { openStage, type Stage } from './stage.ts';
import { errorsIn } from '../support/messages.ts';
import { approved, auditOf, bindingsOf, mayRead, say } from './steps.ts';
import { ALICE } from '../support/people.ts';

/*
 * The same person, roles and resource, by two pull requests: two bindings that differ in their conditions alone. What
 * happens to one never shows in a byte of the other.
 */

/** Seconds. */
const MINUTE = 60;

interface Shape {
  readonly what: string;
  /** What the first asks for, minutes. */
  readonly first: number;
  /** How long after the first the second is merged, minutes. */
  readonly after: number;
  readonly second: number;
}

const SHAPES: readonly Shape[] = [
  { what: 'the second goes on where the first ends', first: 60, after: 30, second: 60 },
  { what: 'the second is asked for at the last minute', first: 30, after: 28, second: 120 },
  { what: 'the second lies within the first', first: 120, after: 10, second: 30 },
  { what: 'both begin and end together', first: 60, after: 0, second: 60 },
];

describe('two live grants of the same access', () => {
  it.each(SHAPES)(
    'each last to their own end: $what',
    async ({ first, after, second }) => {
      const stage = await openStage();
      const foreign = await foreignOf(stage);
      const one = await given(stage, 'one', first);
      await stage.pass(after * MINUTE);
      const two = await given(stage, 'two', second);
      expect(await ours(stage, one.pull)).toBe(one.binding);
      const grants = [
        { ...one, end: first },
        { ...two, end: after + second },
      ];
      let now = after;
      for (const end of new Set(grants.map((each) => each.end).toSorted((a, b) => a - b))) {
        // A minute before and after each end; what runs take in real time is seconds.
        for (const at of [end - 1, end + 1]) {
          if (at > now) await stage.pass((at - now) * MINUTE);
          now = Math.max(now, at);
          expect(errorsIn(await stage.reconcile())).toEqual([]);
          const live = grants.filter((each) => each.end > now);
          for (const each of grants) expect(await ours(stage, each.pull)).toBe(live.includes(each) ? each.binding : '');
          expect(await foreignOf(stage)).toBe(foreign);
          expect(await mayRead(stage)).toBe(live.length > 0);
        }
      }
      const audit = await auditOf(stage);
      for (const { pull } of grants) expect(kindsOf(audit, pull).slice(0, 2)).toEqual(['activated', 'ended']);
    },
    120_000,
  );

  it.each([
    ['the first', 'a word', 0],
    ['the second', 'a word', 1],
    ['the first', 'the deletion of its file', 0],
    ['the second', 'the deletion of its file', 1],
  ] as const)(
    '%s ends early by %s, and the other not',
    async (_, how, which) => {
      const stage = await openStage();
      const foreign = await foreignOf(stage);
      const both = [await given(stage, 'one', 60), await given(stage, 'two', 120)] as const;
      const [ending, staying] = which === 0 ? both : [both[1], both[0]];
      await stage.pass(10 * MINUTE);
      if (how === 'a word') await say(stage, 'alice', ending.pull, '/revoke');
      else await withdraw(stage, which === 0 ? 'one' : 'two');
      for (let run = 0; run < 2; run += 1) {
        expect(errorsIn(await stage.reconcile())).toEqual([]);
        expect(await ours(stage, ending.pull)).toBe('');
        expect(await ours(stage, staying.pull)).toBe(staying.binding);
        expect(await foreignOf(stage)).toBe(foreign);
        expect(await mayRead(stage)).toBe(true);
      }
      const audit = await auditOf(stage);
      expect(kindsOf(audit, ending.pull)).toEqual(['activated', 'revoked']);
      expect(kindsOf(audit, staying.pull)).toEqual(['activated']);
    },
    120_000,
  );
});

describe('the workflows', () => {
  it('end one of two by hand and leave the other to its schedule', async () => {
    const stage = await openStage({ workflows: true });
    const { runner } = stage.sandbox;
    const foreign = await foreignOf(stage);
    const one = await approved(stage, 'one', requestFor('orders-db-read', '1h'));
    const two = await approved(stage, 'two');
    await runner.idle();
    const standing = await ours(stage, two);
    expect(marked(await bindingsOf(stage)).map(({ role }) => role)).toEqual([...ROLES, ...ROLES].sort());
    const dispatch = { ref: 'main', inputs: { revoke: String(one) } };
    await stage.person('bob').call('POST', '/actions/workflows/reconcile.yml/dispatches', dispatch);
    await runner.idle();
    expect(await ours(stage, one)).toBe('');
    expect(await ours(stage, two)).toBe(standing);
    expect(await mayRead(stage)).toBe(true);
    await stage.pass(130 * MINUTE);
    await runner.idle();
    expect(await foreignOf(stage)).toBe(foreign);
    expect(marked(await bindingsOf(stage))).toEqual([]);
    expect(await mayRead(stage)).toBe(false);
    const audit = await auditOf(stage);
    expect(kindsOf(audit, one).slice(0, 2)).toEqual(['activated', 'revoked']);
    expect(kindsOf(audit, two).slice(0, 2)).toEqual(['activated', 'ended']);
  }, 240_000);

  it('honour two words in one run, although the second could start none', async () => {
    const stage = await openStage({ workflows: true });
    const { runner, github } = stage.sandbox;
    const before = asText(await bindingsOf(stage));
    const pulls = [await approved(stage, 'one'), await approved(stage, 'two')] as const;
    await runner.idle();
    expect(marked(await bindingsOf(stage))).toHaveLength(4);
    const done = runner.runs.list().filter(({ name }) => name === 'reconcile').length;
    // The second word first, so that it is there when the run that the other one starts looks.
    const [starts, starved] = pulls;
    github.service.faults.add({
      operation: 'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches',
      when: 'before',
      answer: 422,
      times: Number.POSITIVE_INFINITY,
      only: ({ body }) => (body as { inputs?: { comment?: string } }).inputs?.comment === String(starved),
    });
    await say(stage, 'alice', starved, '/revoke');
    await say(stage, 'alice', starts, '/revoke');
    await runner.idle();
    const runs = runner.runs.list().filter(({ name }) => name === 'reconcile');
    expect(runs.length - done).toBe(1);
    expect(asText(await bindingsOf(stage))).toBe(before);
    const audit = await auditOf(stage);
    for (const pull of pulls) {
      expect(kindsOf(audit, pull)).toEqual(['activated', 'revoked']);
      const last = audit.records.findLast((record) => record.pull === pull);
      expect(last?.reasons[0]?.code).toBe('revoked-by-comment');
    }
  }, 240_000);
});

interface Given {
  readonly pull: number;
  /** Its bindings as they stand, in one text. */
  readonly binding: string;
}

async function given(stage: Stage, slug: string, minutes: number): Promise<Given> {
  const pull = await approved(stage, slug, requestFor('orders-db-read', `${minutes}m`));
  await stage.reconcile();
  expect(marked(await bindingsOf(stage), pull)).toMatchObject(ROLES.map((role) => ({ role, members: [ALICE] })));
  return { pull, binding: await ours(stage, pull) };
}

async function withdraw(stage: Stage, slug: string): Promise<void> {
  const alice = stage.person('alice');
  await alice.commit('give-back', stage.path(slug), undefined);
  await alice.merge(await alice.open('give-back'));
}

async function ours(stage: Stage, pull: number): Promise<string> {
  return asText(marked(await bindingsOf(stage), pull));
}

async function foreignOf(stage: Stage): Promise<string> {
  const all = await bindingsOf(stage);
  return asText(all.filter(({ condition }) => condition?.title.startsWith('pullcord/acme/') !== true));
}
