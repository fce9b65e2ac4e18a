import { expect, it } from 'vitest';
import { evidenceReader } from '../../src/edge/github/evidence.ts';
import { gateReader } from '../../src/edge/github/gate.ts';
import { repositoryReader } from '../../src/edge/github/repository.ts';
import { connectGitHub } from '../../src/edge/github/client.ts';
import { doctor } from '../../src/flow/doctor.ts';
import { SAMPLE_ORGANIZATION } from '../support/samples.ts';
import { kindsOf } from './audit.ts';
import { marked } from './cloud.ts';
import { openStage, type Stage } from './stage.ts';
import { auditOf, bindingsOf } from './steps.ts';

const PINNED = `${SAMPLE_ORGANIZATION}\nteams:\n  - { slug: sre-leads, id: 802 }\n`;

/** Renames sre-leads, and gives its old slug to a new team whose only member is dave. */
async function replaceTeam(stage: Stage): Promise<void> {
  const admin = stage.person('acme-admin');
  await admin.call('PATCH', '/orgs/acme/teams/sre-leads', { name: 'Site reliability' });
  await admin.call('POST', '/orgs/acme/teams', { name: 'SRE leads' });
  await admin.call('PUT', '/orgs/acme/teams/sre-leads/memberships/dave');
}

async function asked(stage: Stage, slug: string, approver: string): Promise<number> {
  const pull = await stage.person('alice').ask(slug);
  await stage.person(approver).approve(pull);
  await stage.person('alice').merge(pull);
  await stage.reconcile();
  return pull;
}

it('a team that is pinned by number keeps its rights under another name, and its old name gives none', async () => {
  const stage = await openStage({ documents: { 'policies/organization.yaml': PINNED } });
  await replaceTeam(stage);
  const byDave = await asked(stage, 'by-the-new-team', 'dave');
  const byBob = await asked(stage, 'by-the-old-team', 'bob');
  const audit = await auditOf(stage);
  expect(kindsOf(audit, byDave)).toEqual(['refused']);
  expect(kindsOf(audit, byBob)).toEqual(['activated']);
  expect(marked(await bindingsOf(stage), byDave)).toEqual([]);
  expect(marked(await bindingsOf(stage), byBob)).toHaveLength(2);
}, 120_000);

it('doctor names teams without a number, and a slug that now belongs to another team', async () => {
  const stage = await openStage({ documents: { 'policies/organization.yaml': PINNED } });
  const { github: service, tokens } = stage.sandbox;
  const token = tokens['acme-admin'] ?? '';
  const github = connectGitHub({ token, apiUrl: service.apiUrl, userAgent: 'pullcord-scenario', second: 1 });
  const name = { owner: 'acme', name: 'access' };
  const look = async () => {
    const reader = { ...repositoryReader(github, name), ...evidenceReader(github, name), time: github.time };
    const report = await doctor(gateReader(github, name), undefined, reader);
    return report.rooms
      .find(({ heading }) => heading === 'teams')
      ?.findings.map(({ code, severity, fix }) => [code, severity, fix]);
  };
  const unpinned = (slug: string, id: number) => [
    ...['team-unpinned', 'note'],
    `add this line to \`teams\` in policies/organization.yaml: \`- { slug: ${slug}, id: ${id} }\``,
  ];
  expect(await look()).toEqual([unpinned('orders-oncall', 801), unpinned('security', 803)]);
  await replaceTeam(stage);
  expect((await look())?.map(([code]) => code)).toEqual(['team-unpinned', 'team-renamed', 'team-unpinned']);
}, 120_000);
