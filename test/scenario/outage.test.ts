import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ReconcileReport } from '../../src/core/report/report.ts';
import { kindsOf, withClone } from './audit.ts';
import { asText, marked } from './cloud.ts';
import { requestFor } from './people.ts';
import { openStage, type Stage, UNPROTECTED } from './stage.ts';
import { approved, auditOf, bindingsOf } from './steps.ts';
import { blocksIn, errorsIn, noticesIn } from '../support/messages.ts';

describe('a run takes what is past its end, keeps what is within its window, grants nothing and says which,', () => {
  it('with GitHub answering 503 to everything', async () => {
    const night = await openNight();
    const { faults } = night.stage.sandbox.github.service;
    faults.add({ operation: '*', when: 'before', answer: 503, times: Number.POSITIVE_INFINITY });
    const report = await night.runsOn();
    expect(blocksIn(report).join('\n')).toContain('503');
    expect(errorsIn(report).join('\n')).toContain('repository acme/access');
    expect(errorsIn(report).join('\n')).toContain(`#${night.over} roles/cloudsql.viewer on projects/acme-orders-prod`);
    expect(noticesIn(report).join('\n')).toContain(`#${night.live} roles/cloudsql.viewer on projects/acme-orders-prod`);
    faults.clear();
    await night.recovers();
  });

  it('with one page of the reviews missing', async () => {
    const night = await openNight();
    const { faults } = night.stage.sandbox.github.service;
    faults.add({
      operation: 'POST /graphql',
      when: 'before',
      answer: 502,
      times: Number.POSITIVE_INFINITY,
      only: asksFor('reviews'),
    });
    const report = await night.runsOn();
    expect(errorsIn(report).join('\n')).toMatch(/requests\/\d{4}\/\d{2}\/due\.yaml: /);
    faults.clear();
    await night.recovers();
  });

  it('with fewer reviews than GitHub counts', async () => {
    const night = await openNight();
    const { service } = night.stage.sandbox.github;
    let seen: unknown;
    const stop = service.exchanges.subscribe(({ call, answer }) => {
      if (asksFor('PathHistory')(call)) seen = answer.body;
    });
    await night.stage.dryRun();
    stop();
    const text = JSON.stringify(seen);
    expect(text).toMatch(/"reviews":\{[^[]*"totalCount":1/);
    const body: unknown = JSON.parse(text.replace(/("reviews":\{[^[]*"totalCount":)1/, '$12'));
    service.faults.add({
      operation: 'POST /graphql',
      when: 'before',
      answer: 200,
      body,
      times: Number.POSITIVE_INFINITY,
      only: asksFor('PathHistory'),
    });
    const report = await night.runsOn();
    expect([...errorsIn(report), ...noticesIn(report), ...reasonsOf(report)].join('\n')).toMatch(/counts 2/);
    service.faults.clear();
    await night.recovers();
  });

  it('with a line of the ledger damaged', async () => {
    const night = await openNight();
    const { sandbox } = night.stage;
    const mend = await rewriteLedger(night.stage, (text) => text.replace('"kind":"activated"', '"kind": "activated"'));
    const report = await night.runsOn();
    const told = errorsIn(report).join('\n');
    expect(told).toContain('audit/entries/000000.jsonl:2 is not a canonical audit record');
    expect(told).toContain(`#${night.over} roles/cloudsql.viewer on projects/acme-orders-prod`);
    expect(blocksIn(report).join('\n')).toContain('the ledger is not valid');
    expect(noticesIn(report).join('\n')).toContain(`#${night.live} roles/cloudsql.viewer on projects/acme-orders-prod`);
    await mend();
    expect(
      sandbox.google.logEntries().filter((entry) => JSON.stringify(entry).includes(`intent #${night.due}`)),
    ).toEqual([]);
    await night.recovers();
  });

  it('with the branch of the ledger missing', async () => {
    const night = await openNight();
    const { sandbox } = night.stage;
    const head = sandbox.github.repository.branch('audit') ?? '';
    const admin = night.stage.person('acme-admin');
    const removed = await fetch(`${sandbox.github.apiUrl}/repos/acme/access/git/refs/heads/audit`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${sandbox.tokens['acme-admin'] ?? ''}` },
    });
    expect(removed.status).toBe(204);
    const report = await night.runsOn();
    expect(errorsIn(report).join('\n')).toContain('the branch audit is missing. The default branch pins a ledger');
    expect(errorsIn(report).join('\n')).toContain(`#${night.over} roles/cloudsql.viewer on projects/acme-orders-prod`);
    await admin.call('POST', '/git/refs', { ref: 'refs/heads/audit', sha: head });
    await night.recovers();
  });
});

/** One grant is past its end, one within its window, one request is merged and due. */
interface Night {
  readonly stage: Stage;
  readonly over: number;
  readonly live: number;
  readonly due: number;
  /** A run during the outage, and what must hold after it. */
  runsOn(): Promise<ReconcileReport>;
  /** A run after the outage, and what must hold then. */
  recovers(): Promise<void>;
}

async function openNight(): Promise<Night> {
  const stage = await openStage(UNPROTECTED);
  const foreign = asText(await bindingsOf(stage));
  const over = await approved(stage, 'over', requestFor('orders-db-read', '30m'));
  const live = await approved(stage, 'live');
  await stage.reconcile();
  await stage.pass(31 * 60);
  const due = await approved(stage, 'due');
  const others = async () =>
    asText((await bindingsOf(stage)).filter(({ condition }) => condition?.title.startsWith('pullcord/acme/') !== true));
  return {
    stage,
    over,
    live,
    due,
    async runsOn() {
      const report = await stage.reconcile();
      expect(marked(await bindingsOf(stage))).toEqual(marked(await bindingsOf(stage), live));
      expect(marked(await bindingsOf(stage))).toHaveLength(2);
      expect(await others()).toBe(foreign);
      return report;
    },
    async recovers() {
      expect(errorsIn(await stage.reconcile())).toEqual([]);
      const audit = await auditOf(stage);
      expect([over, live, due].map((pull) => kindsOf(audit, pull))).toEqual([
        ['activated', 'ended'],
        ['activated'],
        ['activated'],
      ]);
      expect(marked(await bindingsOf(stage), due)).toHaveLength(2);
      expect(marked(await bindingsOf(stage), live)).toHaveLength(2);
      expect(await others()).toBe(foreign);
    },
  };
}

function asksFor(field: string): (call: { readonly body: unknown }) => boolean {
  return ({ body }) => new RegExp(`\\b${field}\\b`).test((body as { query?: string } | undefined)?.query ?? '');
}

function reasonsOf({ judged }: ReconcileReport): readonly string[] {
  return judged.flatMap(({ decision }) => decision.reasons.map(({ sentence }) => sentence));
}

/** The administrator rewrites the branch by force; resolves to what puts it back. */
async function rewriteLedger({ sandbox }: Stage, edit: (text: string) => string): Promise<() => Promise<void>> {
  const url = sandbox.github.gitUrl(sandbox.tokens['acme-admin']);
  const push = (prepare: (folder: string, git: (...args: string[]) => Promise<string>) => Promise<unknown>) =>
    withClone(url, 'audit', async (folder, git) => {
      await prepare(folder, git);
      await git('push', '--quiet', '--force', 'origin', 'HEAD:audit');
    });
  const original = sandbox.github.repository.branch('audit') ?? '';
  await push(async (folder, git) => {
    const path = 'audit/entries/000000.jsonl';
    const text = await git('show', `HEAD:${path}`);
    expect(edit(text)).not.toBe(text);
    await writeFile(join(folder, path), edit(text));
    await git(
      '-c',
      'user.name=a',
      '-c',
      'user.email=a@acme.example',
      'commit',
      '--quiet',
      '--all',
      '--message',
      'tidy up',
    );
  });
  return () => push((_, git) => git('reset', '--quiet', '--hard', original));
}
