import { expect, describe, it } from 'vitest';
import { eventDrafts } from '../../../src/core/ledger/drafts.ts';
import { indexRecords, isNews } from '../../../src/core/ledger/ledger-index.ts';
import type { Ports, WriteResult } from '../../../src/core/ports.ts';
import { draft, GENESIS, grant, numbered, CONTEXT, PROJECT, VIEWER } from '../../core/build.ts';
import { readPolicy } from '../../sandbox/google/client.ts';
import {
  byHand,
  eachInItsSandbox,
  give,
  giveAll,
  onRecord,
  reopen,
  revoke,
  sandbox,
  inputsOf,
  title,
  titles,
  world,
} from './pass.ts';
import { ALICE } from '../../support/people.ts';

eachInItsSandbox();

type Write = (...write: Parameters<Ports['iam']['write']>) => Promise<WriteResult>;

/** The world, with something happening around its writes to IAM; `count` is which write it is, from 1. */
function around(there: Ports, write: (count: number, really: Write) => Write): Ports {
  let count = 0;
  const really: Write = (...args) => there.iam.write(...args);
  return {
    ...there,
    iam: {
      ...there.iam,
      write: (...args) => {
        count += 1;
        return write(count, really)(...args);
      },
    },
  };
}

/** Whatever was written first, this happened by hand right after it. */
function afterFirstWrite(there: Ports, hand: () => Promise<void>): Ports {
  return around(there, (count, really) => async (...args) => {
    const result = await really(...args);
    if (count === 1) await hand();
    return result;
  });
}

const STRANGERS = 'roles/run.viewer';
const withStray = () =>
  byHand((bindings) => [
    ...bindings,
    {
      role: STRANGERS,
      members: ['user:mallory@acme.example'],
      condition: { title: title(42), description: 'repository 700100', expression: 'true' },
    },
  ]);
const withoutOurs = () => byHand((bindings) => bindings.filter(({ condition }) => condition?.title !== title(42)));
const forGood = () => byHand((bindings) => [...bindings, { role: VIEWER, members: [ALICE] }]);

async function alices(): Promise<readonly (string | undefined)[]> {
  const { bindings = [] } = await readPolicy(sandbox, `/v3/${PROJECT}`);
  return bindings.filter(({ members }) => members.includes(ALICE)).map(({ condition }) => condition?.title);
}

describe('what an acknowledged write made true', () => {
  it('is a grant that was given, and is not given again, though somebody took it before it was read back', async () => {
    let writes = 0;
    const there = around(afterFirstWrite(world(), withoutOurs), (count, really) => {
      writes = count;
      return really;
    });
    const { steps } = await give(there, inputsOf([grant()]), [grant()]);
    expect(steps.map(({ event }) => event)).toEqual(['activated']);
    expect([writes, await titles()]).toEqual([1, []]);
  });

  it.each([
    ['an answer of before it', (before: Awaited<ReturnType<Ports['iam']['read']>>) => before],
    ['no answer', () => ({ unreadable: 'no answer' })],
  ])('is on record once, though it was read back with %s', async (_, answer) => {
    await withStray();
    const there = world();
    const before = await there.iam.read(PROJECT);
    let reads = 0;
    const read: Ports['iam']['read'] = (resource) => {
      reads += 1;
      return reads === 2 ? Promise.resolve(answer(before)) : there.iam.read(resource);
    };
    const survey = { ...inputsOf([]), resources: [PROJECT] };
    const { steps, errors } = await revoke({ ...there, iam: { ...there.iam, read } }, survey);
    expect(steps.map(({ event, role }) => [event, role])).toEqual([['unexplained', STRANGERS]]);
    expect([errors, await titles()]).toEqual([[], []]);
  });

  it('is told although the run could not go on', async () => {
    await withStray();
    const there = world();
    let reads = 0;
    const read: Ports['iam']['read'] = (resource) => {
      reads += 1;
      return reads === 1 ? there.iam.read(resource) : Promise.resolve({ unreadable: 'no answer' });
    };
    const survey = { ...inputsOf([]), resources: [PROJECT] };
    const { steps, errors } = await revoke({ ...there, iam: { ...there.iam, read } }, survey);
    expect(steps.map(({ event }) => event)).toEqual(['unexplained']);
    expect(errors).toEqual([
      `Google did not return the IAM policy of ${PROJECT}, so nothing changes there until the next run: no answer`,
    ]);
  });
});

describe('what an attempt saw given', () => {
  it('is not given again after a conflict, and was taken away by somebody', async () => {
    await giveAll([grant()]);
    await withStray();
    const there = around(world(), (count, really) => async (...args) => {
      if (count === 1)
        await byHand((bindings) =>
          bindings.filter(({ role, condition }) => condition === undefined || role !== VIEWER),
        );
      return really(...args);
    });
    const { steps, awaitingIntent } = await revoke(there, inputsOf([grant()]));
    expect(awaitingIntent).toEqual([]);
    expect(steps.map(({ event, role }) => [event, role])).toEqual([
      ['activated', VIEWER],
      ['removed', VIEWER],
      ['unexplained', STRANGERS],
    ]);
  });
});

describe('access without a condition', () => {
  it('that somebody gives beside a fresh grant is theirs', async () => {
    const there = afterFirstWrite(world(), forGood);
    const { steps, errors } = await give(there, inputsOf([grant()]), [grant()]);
    expect([steps.map(({ event }) => event), errors]).toEqual([['activated'], []]);
    expect(await alices()).toEqual([undefined, title(42)]);
  });

  it('that took the place of a grant is taken, though the service is busy at first', async () => {
    await reopen({ losesConditionsOn: [PROJECT] });
    const there = around(world(), (count, really) =>
      count === 2 ? () => Promise.resolve({ outcome: 'busy', sentence: 'quota' }) : really,
    );
    const { steps, errors } = await give(there, inputsOf([grant()]), [grant()]);
    expect([steps, errors]).toEqual([[], [expect.stringContaining('Pullcord removed it at once')]]);
    expect(await alices()).toEqual([]);
  });

  it('that went with the last try is not said to stand, though nobody acknowledged it', async () => {
    await reopen({ losesConditionsOn: [PROJECT] });
    const there = around(world(), (count, really) => async (...args) => {
      if (count === 2 || count === 3) return { outcome: 'busy', sentence: 'quota' };
      const result = await really(...args);
      return count === 4 ? { outcome: 'uncertain', sentence: 'no answer' } : result;
    });
    const { errors } = await give(there, inputsOf([grant()]), [grant()]);
    expect(errors).toEqual([expect.stringMatching(/Pullcord removed it at once.*: #42 roles\/cloudsql\.viewer$/)]);
    expect(await alices()).toEqual([]);
  });

  it('that cannot be taken is said to stand, on record as given, so that the next run takes it', async () => {
    const stripped = () =>
      byHand((bindings) =>
        bindings.map((one) => (one.condition?.title === title(42) ? { role: one.role, members: one.members } : one)),
      );
    const there = around(afterFirstWrite(world(), stripped), (count, really) =>
      count === 1 ? really : () => Promise.resolve({ outcome: 'busy', sentence: 'quota' }),
    );
    const { steps, errors } = await give(there, inputsOf([grant()]), [grant()]);
    expect([steps.map(({ event }) => event), errors]).toEqual([
      ['activated'],
      [expect.stringContaining('Pullcord could not remove it. The binding still gives access')],
    ]);
    expect(await alices()).toEqual([undefined]);

    const drafts = onRecord([grant()]);
    const next = await revoke(world(drafts), inputsOf([grant()], drafts));
    expect(next.steps.map(({ event }) => event)).toEqual(['altered']);
    expect(await alices()).toEqual([]);
  });

  it('is left alone by a run that does not know yet that the grant is closed', async () => {
    const given = grant();
    await giveAll([given]);
    const open = onRecord([given]);
    const bindings = open.flatMap((one) => one.bindings ?? []);
    const closed = [...open, draft({ kind: 'ended', pull: 42, grant: given, bindings })];
    sandbox.advance(3 * 3_600_000);
    const before = inputsOf([given], open);
    await revoke(world(open), before);
    await forGood();
    const there = world(closed);
    const read: Ports['ledger']['read'] = async () => {
      const reading = await there.ledger.read();
      return reading.kind === 'read' ? { ...reading, head: 'moved' } : reading;
    };
    const { steps, notices } = await revoke({ ...there, ledger: { ...there.ledger, read } }, before);
    expect(await alices()).toEqual([undefined]);
    expect(notices.join()).toContain('the ledger changed during this run');
    const news = eventDrafts(steps, () => undefined, indexRecords(numbered([GENESIS, ...open])), CONTEXT);
    expect(news.filter((one) => isNews(one, indexRecords(numbered([GENESIS, ...closed]))))).toEqual([]);
  });
});
