import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { ReconcileReport } from '../../src/core/report/report.ts';
import { kindsOf } from './audit.ts';
import { asText, marked } from './cloud.ts';
import { openLaptop, type Laptop } from './laptop.ts';
import { requestFor } from './people.ts';
import { openStage, type Stage, UNPROTECTED } from './stage.ts';
import { approved, auditOf, bindingsOf } from './steps.ts';
import { errorsIn, noticesIn } from '../support/messages.ts';

/** Everything a service answers, from now on. */
const ALL = { operation: '*', when: 'before', times: Number.POSITIVE_INFINITY } as const;

const laptops: Laptop[] = [];
afterEach(async () => {
  for (const laptop of laptops.splice(0)) await laptop.close();
});

/** The credentials files that people and machines outside Google have. */
const CREDENTIALS: Readonly<Record<string, (stage: Stage) => object | Promise<object>>> = {
  'an authorized_user, as gcloud writes it': ({ sandbox }) =>
    sandbox.google.credentialsFor('user:acme-admin@acme.example'),
  'an external_account that impersonates': async ({ sandbox }) =>
    JSON.parse(await readFile(sandbox.env['GOOGLE_APPLICATION_CREDENTIALS'] ?? '', 'utf8')) as object,
};

describe('with GitHub out entirely, `pullcord reconcile` from a clone takes away what is over, and nothing else,', () => {
  it.each([
    [503, 'an authorized_user, as gcloud writes it'],
    ['drop', 'an external_account that impersonates'],
  ] as const)(
    'answering %s to everything; by %s',
    async (answer, credentials) => {
      const night = await openNight(credentials);
      const { service } = night.stage.sandbox.github;
      service.faults.add({ ...ALL, answer });
      const { status, stdout, stderr } = await night.laptop.pullcord('reconcile', '--json');
      expect({ status, stack: /^\s+at /m.test(stdout + stderr) }).toEqual({ status: 3, stack: false });
      const report = JSON.parse(stdout) as ReconcileReport;
      expect(errorsIn(report).join('\n')).toContain(
        `Pullcord revoked this access, and a later run records it, because the ledger is unreadable: #${night.over} roles/cloudsql.instanceUser on projects/acme-orders-prod; #${night.over} roles/cloudsql.viewer on projects/acme-orders-prod`,
      );
      expect(noticesIn(report).join('\n')).toContain(
        `#${night.live} roles/cloudsql.viewer on projects/acme-orders-prod`,
      );
      expect(report.records).toEqual([]);
      const ours = marked(await bindingsOf(night.stage));
      expect(ours).toEqual(marked(await bindingsOf(night.stage), night.live));
      expect(ours).toHaveLength(2);
      service.faults.clear();
      await night.recovers();
    },
    240_000,
  );

  it('told by the clone alone which bindings are ours, and takes nothing where the clone has no ledger', async () => {
    const night = await openNight('an authorized_user, as gcloud writes it');
    const { service } = night.stage.sandbox.github;
    await night.laptop.git('update-ref', '-d', 'refs/remotes/origin/audit');
    service.faults.add({ ...ALL, answer: 'drop' });
    const { status, stdout } = await night.laptop.pullcord('reconcile');
    expect(status).toBe(3);
    expect(stdout).toContain('GITHUB_REPOSITORY_ID');
    expect(marked(await bindingsOf(night.stage), night.over)).toHaveLength(2);
    service.faults.clear();
    await night.recovers();
  }, 240_000);
});

describe('with Google out entirely, `pullcord reconcile` from a clone ends with 3 and records nothing,', () => {
  it.each([
    [503, 'an authorized_user, as gcloud writes it'],
    ['drop', 'an external_account that impersonates'],
  ] as const)(
    'answering %s to everything; by %s',
    async (answer, credentials) => {
      const night = await openNight(credentials);
      const { github, google } = night.stage.sandbox;
      const [head, entries, policies] = [
        github.repository.branch('audit'),
        google.logEntries(),
        await bindingsOf(night.stage),
      ];
      google.service.faults.add({ ...ALL, answer });
      const { status, stdout, stderr } = await night.laptop.pullcord('reconcile');
      expect({ status, stack: /^\s+at /m.test(stdout + stderr) }).toEqual({ status: 3, stack: false });
      expect(stdout).toContain('Google did not return the IAM policy of projects/acme-orders-prod');
      expect(stdout).toContain('The run could not finish. The next run continues.');
      expect(stdout).not.toMatch(/\b(?:activated|ended|removed|revoked)\b/);
      expect(github.repository.branch('audit')).toBe(head);
      google.service.faults.clear();
      expect(google.logEntries()).toEqual(entries);
      expect(asText(await bindingsOf(night.stage))).toBe(asText(policies));
      await night.recovers();
    },
    240_000,
  );
});

/** One grant is past its end, one within its window, one request is merged and due. */
interface Night {
  readonly stage: Stage;
  readonly laptop: Laptop;
  readonly over: number;
  readonly live: number;
  readonly due: number;
  /** A run after the outage, and what must hold then. */
  recovers(): Promise<void>;
}

async function openNight(credentials: string): Promise<Night> {
  const stage = await openStage(UNPROTECTED);
  const foreign = asText(await bindingsOf(stage));
  const over = await approved(stage, 'over', requestFor('orders-db-read', '30m'));
  const live = await approved(stage, 'live');
  await stage.reconcile();
  await stage.pass(31 * 60);
  const due = await approved(stage, 'due');
  const file = (await CREDENTIALS[credentials]?.(stage)) ?? {};
  const laptop = await openLaptop(stage, { login: 'acme-admin', credentials: file });
  laptops.push(laptop);
  return {
    stage,
    laptop,
    over,
    live,
    due,
    async recovers() {
      expect(errorsIn(await stage.reconcile())).toEqual([]);
      const audit = await auditOf(stage);
      expect([over, live, due].map((pull) => kindsOf(audit, pull))).toEqual([
        ['activated', 'ended'],
        ['activated'],
        ['activated'],
      ]);
      const bindings = await bindingsOf(stage);
      expect([over, live, due].map((pull) => marked(bindings, pull).length)).toEqual([0, 2, 2]);
      const others = bindings.filter(({ condition }) => condition?.title.startsWith('pullcord/acme/') !== true);
      expect(asText(others)).toBe(foreign);
    },
  };
}
