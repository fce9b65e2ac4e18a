import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkSections } from '../../src/core/report/check.ts';
import { renderText } from '../../src/core/report/render.ts';
import { checkPull } from '../../src/flow/check.ts';
import { connectGitHub } from '../../src/edge/github/client.ts';
import { evidenceReader } from '../../src/edge/github/evidence.ts';
import { repositoryReader } from '../../src/edge/github/repository.ts';
import { ledgerBranch } from '../../src/edge/ledger.ts';
import { kindsOf, type Audit } from './audit.ts';
import { marked } from './cloud.ts';
import { requestFor } from './people.ts';
import { openStage, raiseStage, type Stage } from './stage.ts';
import { approved, auditOf, bindingsOf, changePolicies } from './steps.ts';
import { infosIn, noticesIn } from '../support/messages.ts';

const ORGANIZATION = 'policies/organization.yaml';
const ORDERS = 'policies/orders-db-read.yaml';
const textOf = (path: string) => readFileSync(join(import.meta.dirname, '../..', path), 'utf8');
const WIDER = textOf(ORDERS).replace('[roles/cloudsql.viewer,', '[roles/cloudsql.editor, roles/cloudsql.viewer,');
/** Only dave may ask. */
const NARROW = textOf(ORDERS).replace(/^requesters:.*$/m, "requesters: ['user:dave']");
const LONGER = textOf(ORDERS).replace('maxDuration: 2h', 'maxDuration: 4h');

/** Dave or another one changes a document and merges; `approver` approves before, if there is one. */
async function changed(stage: Stage, { by = 'dave', approver, branch, path = ORDERS, text }: Change): Promise<number> {
  const author = stage.person(by);
  await author.commit(branch, path, text);
  const pull = await author.open(branch);
  if (approver !== undefined) await stage.person(approver).approve(pull);
  await author.merge(pull);
  await stage.pass(2);
  return pull;
}

interface Change {
  readonly by?: string;
  readonly approver?: string;
  readonly branch: string;
  readonly path?: string;
  readonly text: string | undefined;
}

function team(stage: Stage, how: 'PUT' | 'DELETE', login: string, slug = 'security') {
  return stage.person('acme-admin').call(how, `/orgs/acme/teams/${slug}/memberships/${login}`, { role: 'member' });
}

const verdictsIn = ({ records }: Audit) =>
  records.flatMap(({ change, pull }) =>
    (change?.documents ?? []).map(({ path, verdict, reasons: [first] }) => [pull, path, verdict, first?.code]),
  );

describe('a verdict on a change of policies', () => {
  it('stands when its approver leaves, and is judged once', async () => {
    const stage = await openStage();
    const pull = await changePolicies(stage, 'longer', ORDERS, LONGER);
    await stage.pass(2);
    expect(infosIn(await stage.reconcile())).toContain(`#${pull}: ${ORDERS} accepted`);
    await team(stage, 'PUT', 'erin');
    await team(stage, 'DELETE', 'carol');
    const asked = await approved(stage, 'long', requestFor('orders-db-read', '4h'));
    await stage.reconcile();
    const audit = await auditOf(stage);
    expect(kindsOf(audit, asked)).toEqual(['activated']);
    expect(verdictsIn(audit)).toEqual([[pull, ORDERS, 'accepted', undefined]]);
  });

  it('stands when a person joins the team that would have had to approve', async () => {
    const stage = await openStage();
    const pull = await changed(stage, { by: 'dave', approver: 'erin', branch: 'wider', text: WIDER });
    await stage.reconcile();
    await team(stage, 'PUT', 'erin');
    const asked = await approved(stage, 'asked');
    await stage.reconcile();
    const audit = await auditOf(stage);
    expect(verdictsIn(audit)).toEqual([[pull, ORDERS, 'not accepted', 'approval-missing']]);
    expect(marked(await bindingsOf(stage), asked)).toEqual([]);
  });

  it('is not given late: memberships of a later day prove nothing', async () => {
    const stage = await openStage();
    const pull = await changed(stage, { approver: 'carol', branch: 'longer', text: LONGER });
    await stage.pass(25 * 3600);
    await stage.reconcile();
    expect(verdictsIn(await auditOf(stage))).toEqual([[pull, ORDERS, 'not accepted', 'change-judged-late']]);
  });

  it('covers each document of a change by itself', async () => {
    const stage = await openStage();
    const carol = stage.person('carol');
    await carol.commit('mine', ORDERS, WIDER);
    await carol.merge(await carol.open('mine'));
    await stage.pass(2);
    const dave = stage.person('dave');
    await dave.commit('both', ORDERS, `${WIDER}# both\n`);
    await dave.commit('both', 'policies/orders-copy.yaml', textOf(ORDERS));
    const both = await dave.open('both');
    await carol.approve(both);
    await dave.merge(both);
    await stage.reconcile();
    expect(verdictsIn(await auditOf(stage)).slice(1)).toEqual([
      [both, 'policies/orders-copy.yaml', 'accepted', undefined],
      [both, ORDERS, 'not accepted', 'approval-missing'],
    ]);
  });
});

describe('a change that is not accepted', () => {
  it('bars its author from approving what stands on it, until somebody reverts it', async () => {
    const stage = await openStage();
    const carol = stage.person('carol');
    await carol.commit('wider', ORDERS, WIDER);
    const wider = await carol.open('wider');
    await carol.merge(wider);
    await stage.pass(2);
    const first = await stage.reconcile();
    expect(noticesIn(first).join('\n')).toContain(`${ORDERS} as #${wider} left it is not accepted`);
    expect(noticesIn(first).join('\n')).toContain('A new change needs 1 of team:security');
    await changed(stage, { approver: 'carol', branch: 'word', text: `${WIDER}# a word\n` });
    await stage.reconcile();
    const laundered = await approved(stage, 'laundered');
    await stage.reconcile();
    expect(marked(await bindingsOf(stage), laundered)).toEqual([]);

    // The revert brings main's bytes back to the accepted version, which needs nobody's approval.
    await changed(stage, { by: 'alice', branch: 'revert', text: textOf(ORDERS) });
    expect(noticesIn(await stage.reconcile())).toEqual([]);
    expect(kindsOf(await auditOf(stage), laundered)).toEqual(['activated']);
    const again = await changed(stage, { approver: 'carol', branch: 'again', text: WIDER });
    await stage.reconcile();
    expect(verdictsIn(await auditOf(stage)).at(-1)).toEqual([again, ORDERS, 'accepted', undefined]);
  }, 60_000);

  it('gives nothing, and refuses nobody for ever', async () => {
    const stage = await openStage();
    await changed(stage, {
      by: 'alice',
      branch: 'nobody',
      text: NARROW,
    });
    const asked = await approved(stage, 'asked');
    const { judged } = await stage.reconcile();
    const decision = judged.find(({ evidence }) => evidence.pull?.number === asked)?.decision;
    expect([decision?.verdict, decision?.reasons.map(({ code }) => code)]).toEqual([
      'pending',
      ['refused-by-unaccepted'],
    ]);
    await changed(stage, { by: 'alice', branch: 'back', text: textOf(ORDERS) });
    await stage.reconcile();
    expect(kindsOf(await auditOf(stage), asked)).toEqual(['activated']);
  });

  it('restores no old policy, however old that is', async () => {
    const stage = await openStage();
    await changePolicies(stage, 'narrow', ORDERS, NARROW);
    await stage.reconcile();
    await stage.pass(30 * 3600);
    await changed(stage, { by: 'alice', branch: 'restore', text: textOf(ORDERS) });
    await stage.reconcile();
    await stage.pass(30 * 3600);
    const asked = await approved(stage, 'asked');
    await stage.reconcile();
    expect(marked(await bindingsOf(stage), asked)).toEqual([]);
    expect(kindsOf(await auditOf(stage), asked)).toEqual(['refused']);
  });
});

describe('a change that is accepted after the merge of a request', () => {
  it('gives the request nothing more', async () => {
    const stage = await openStage();
    const asked = await approved(stage, 'early', requestFor('orders-db-read', '4h'));
    await stage.pass(2);
    await changePolicies(stage, 'longer', ORDERS, LONGER);
    await stage.reconcile();
    const audit = await auditOf(stage);
    expect(kindsOf(audit, asked)).toEqual(['refused']);
    expect(verdictsIn(audit).map(([, , verdict]) => verdict)).toEqual(['accepted']);
  });

  it('withholds what it no longer gives', async () => {
    const stage = await openStage();
    const asked = await approved(stage, 'early');
    await stage.pass(2);
    await changePolicies(stage, 'narrow', ORDERS, NARROW);
    await stage.reconcile();
    expect(kindsOf(await auditOf(stage), asked)).toEqual(['refused']);
  });

  it('takes an approval that was given for other access', async () => {
    const stage = await openStage();
    const alice = stage.person('alice');
    const asked = await alice.ask('early');
    await stage.person('bob').approve(asked);
    await stage.pass(2);
    await changePolicies(stage, 'wider', ORDERS, WIDER);
    await stage.pass(2);
    await alice.merge(asked);
    await stage.reconcile();
    const record = (await auditOf(stage)).records.find(({ pull, kind }) => pull === asked && kind === 'refused');
    expect(record?.decision?.approvals.map(({ code }) => code)).toEqual(['approval-other-access']);
  });
});

describe('a default branch that somebody rewrote', () => {
  it('gives nothing under a document whose accepted version it lacks, until that is approved again', async () => {
    const stage = await openStage();
    const admin = stage.person('acme-admin');
    const main = (await admin.call('GET', '/git/ref/heads/main')) as { object: { sha: string } };
    const narrow = textOf(ORDERS).replace('count: 1 }', 'count: 1 } # narrower');
    await changePolicies(stage, 'narrow', ORDERS, narrow);
    await stage.reconcile();
    await admin.call('PUT', '/rulesets/600001', { enforcement: 'disabled' });
    await admin.call('PATCH', '/git/refs/heads/main', { sha: main.object.sha, force: true });
    await admin.call('PUT', '/rulesets/600001', { enforcement: 'active' });
    await stage.pass(2);
    const asked = await approved(stage, 'asked');
    const { judged } = await stage.reconcile();
    const decision = judged.find(({ evidence }) => evidence.pull?.number === asked)?.decision;
    expect(decision?.reasons.map(({ code }) => code)).toEqual(['acceptance-off-main']);
    await changePolicies(stage, 'anew', ORDERS, `${narrow}# anew\n`);
    await stage.pass(2);
    const later = await approved(stage, 'later');
    await stage.reconcile();
    expect(kindsOf(await auditOf(stage), later)).toEqual(['activated']);
  });
});

describe('the check of a change of policies', () => {
  let stage: Stage;
  let shown: (pull: number) => Promise<string>;
  beforeAll(async () => {
    stage = await raiseStage();
    shown = async (pull) => {
      const { apiUrl } = stage.sandbox.github;
      const name = { owner: 'acme', name: 'access' };
      const token = stage.sandbox.tokens['alice'] ?? '';
      const github = connectGitHub({ token, apiUrl, userAgent: 'test' });
      const reader = { ...repositoryReader(github, name), ...evidenceReader(github, name) };
      const ports = { ...reader, time: github.time, ledger: ledgerBranch(github, name) };
      return renderText(checkSections(await checkPull(ports, pull)), (_, text) => text, 200).replaceAll(/\s+/g, ' ');
    };
  });

  afterAll(() => stage.close());

  it('shows the whole difference since the accepted version, and who is barred', async () => {
    const wider = await changed(stage, { by: 'carol', branch: 'wider', text: WIDER });
    await stage.reconcile();
    const dave = stage.person('dave');
    await dave.commit('word', ORDERS, `${WIDER}# a word\n`);
    const text = await shown(await dave.open('word'));
    expect(text).toContain('grants roles/cloudsql.editor on projects/acme-orders-prod');
    expect(text).toContain(`${ORDERS} as #${wider} left it is not accepted`);
    expect(text).toContain(
      'This pull request needs 1 of team:security. Those who made these changes may not approve it: carol.',
    );
  });

  it('names the policies that an ordinary edit breaks', async () => {
    const dave = stage.person('dave');
    const leaver = textOf(ORGANIZATION).replace(/^.*github: dave.*\n/m, '');
    await dave.commit('leaver', ORGANIZATION, leaver);
    const text = await shown(await dave.open('leaver'));
    expect(text).toMatch(/merging this breaks policies\/\S+\.yaml/);
    expect(text).toContain('Other policies work');
  });
});
