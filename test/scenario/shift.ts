import { expect } from 'vitest';
import type { Ports } from '../../src/core/ports.ts';
import type { Fault } from '../../src/sandbox/http.ts';
import { kindsOf } from './audit.ts';
import { asText, marked, ROLES } from './cloud.ts';
import { requestFor } from './people.ts';
import { raiseStage, type Stage } from './stage.ts';
import { blocksIn, noticesIn } from '../support/messages.ts';
import { approved, auditOf, bindingsOf } from './steps.ts';
import { ALICE } from '../support/people.ts';

/**
 * One grant is over and the next is due, again and again: the run in between takes one away, gives the other and records
 * both, so every outside call a run can make is made in it.
 */
export interface Shift {
  readonly stage: Stage;
  /** Brings it to where a run has everything to do. */
  prepare(): Promise<void>;
  /** Runs once more and asserts the end state: the same, whatever happened to the runs before. */
  settle(): Promise<void>;
}

/** @param documents instead of the sample organisation's */
export async function openShift(documents: Readonly<Record<string, string>> = {}): Promise<Shift> {
  const stage = await raiseStage({ documents });
  const foreign = asText(await bindingsOf(stage));
  let count = 0;
  const ask = () => approved(stage, `shift-${(count += 1)}`, requestFor('orders-db-read', '30m'));
  let over = await ask();
  await stage.reconcile();
  let due = over;
  return {
    stage,
    async prepare() {
      await stage.pass(31 * 60);
      due = await ask();
    },
    async settle() {
      const report = await stage.reconcile();
      expect([...blocksIn(report), ...noticesIn(report)]).toEqual([]);
      const audit = await auditOf(stage);
      const intended = audit.records.some(({ kind }) => kind === 'intent') ? ['intent'] : [];
      expect(kindsOf(audit, over)).toEqual([...intended, 'activated', 'ended']);
      expect(kindsOf(audit, due)).toEqual([...intended, 'activated']);
      const bindings = await bindingsOf(stage);
      expect(marked(bindings)).toEqual(marked(bindings, due));
      expect(marked(bindings)).toMatchObject(ROLES.map((role) => ({ role, members: [ALICE] })));
      expect(asText(bindings.filter(({ condition }) => condition?.title !== `pullcord/acme/${due}`))).toBe(foreign);
      over = due;
    },
  };
}

/** A run that may be cut off: it does not matter what it says of it. */
export async function attempt(stage: Stage, world: Ports = stage.world()): Promise<void> {
  await stage.reconcile(world).catch(() => undefined);
}

/** One outside call, told apart from all others. */
export interface Moment {
  readonly name: string;
  readonly service: 'github' | 'google';
  readonly matches: NonNullable<Fault['only']>;
}

/** Every distinct call a whole run makes, in order of its first appearance. */
export async function momentsOfARun(shift: Shift): Promise<readonly Moment[]> {
  const { github, google } = shift.stage.sandbox;
  await shift.prepare();
  const names = new Map<string, Moment>();
  const watch = (service: Moment['service']) => (exchange: { readonly call: Parameters<Moment['matches']>[0] }) => {
    const name = nameOf(exchange.call);
    if (!names.has(name)) names.set(name, { name, service, matches: (call) => nameOf(call) === name });
  };
  const stop = [
    github.service.exchanges.subscribe(watch('github')),
    google.service.exchanges.subscribe(watch('google')),
  ];
  await attempt(shift.stage);
  for (const each of stop) each();
  await shift.settle();
  return [...names.values()];
}

/** The operation; of GraphQL, the query's own name; of IAM writes, what they do. */
function nameOf({ operation, body }: Parameters<Moment['matches']>[0]): string {
  if (operation === 'POST /graphql') {
    const { query = '' } = body as { query?: string };
    return /\b(?:query|mutation)\s+(\w+)/.exec(query)?.[0] ?? `graphql ${query.slice(0, 60)}`;
  }
  return operation.replace('{resource}', '…');
}

/**
 * Every call from a moment on is cut off, as when the machine dies: the moment's own call before or after it lands.
 * What it returns lets calls through again, and tells whether the moment came.
 */
export function dieAt({ sandbox }: Stage, moment: Moment, when: 'before' | 'after', nth: number): () => boolean {
  const { github, google } = sandbox;
  const services = [github.service, google.service];
  const dead: Fault = { operation: '*', when: 'before', answer: 'drop', times: Number.POSITIVE_INFINITY };
  let seen = 0;
  const die = () => services.forEach(({ faults }) => faults.add(dead));
  const own = sandbox[moment.service].service;
  own.faults.add({
    operation: '*',
    when,
    answer: 'drop',
    times: 1,
    only: (call) => {
      if (!moment.matches(call)) return false;
      seen += 1;
      if (seen < nth) return false;
      die();
      return true;
    },
  });
  return () => {
    services.forEach(({ faults }) => faults.clear());
    return seen >= nth;
  };
}
