import { expect, it } from 'vitest';
import { kindsOf } from './audit.ts';
import { marked } from './cloud.ts';
import { openStage, type Stage } from './stage.ts';
import { auditOf, bindingsOf } from './steps.ts';

/** Opens a harmless pull request. Its branch can be pointed at any commit later. */
async function decoy(stage: Stage, slug: string): Promise<number> {
  const dave = stage.person('dave');
  await dave.commit(slug, `requests/${slug}.txt`, 'hello\n');
  return dave.open(slug);
}

async function pointAt(stage: Stage, slug: string, sha: string): Promise<void> {
  await stage.person('dave').call('PATCH', `/git/refs/heads/${slug}`, { sha, force: true });
}

async function headOf(stage: Stage, pull: number): Promise<string> {
  const { head } = (await stage.person('bob').call('GET', `/pulls/${pull}`)) as { head: { sha: string } };
  return head.sha;
}

it('pull requests that others point at the commit of an approved request neither refuse nor block it', async () => {
  const stage = await openStage();
  const slugs = ['one', 'two', 'three', 'four', 'five'];
  const twins: number[] = [];
  for (const slug of slugs) twins.push(await decoy(stage, slug));
  const pull = await stage.person('alice').ask('locks');
  const head = await headOf(stage, pull);
  for (const slug of slugs) await pointAt(stage, slug, head);
  await stage.person('bob').approve(pull);
  await stage.person('alice').merge(pull, 'merge');
  await stage.reconcile();
  await stage.reconcile();
  const audit = await auditOf(stage);
  expect(kindsOf(audit, pull)).toEqual(['activated']);
  expect(twins.flatMap((twin) => kindsOf(audit, twin))).toEqual([]);
  expect(audit.records.find((record) => record.pull === pull)?.grant?.requester.login).toBe('alice');
  expect(marked(await bindingsOf(stage), pull)).toHaveLength(2);
}, 120_000);

it('a request that nobody approved is refused in the name of its own requester, although others hold its commit', async () => {
  const stage = await openStage();
  const twin = await decoy(stage, 'one');
  const pull = await stage.person('alice').ask('locks');
  await pointAt(stage, 'one', await headOf(stage, pull));
  await stage.person('alice').merge(pull, 'merge');
  await stage.reconcile();
  const audit = await auditOf(stage);
  expect(kindsOf(audit, pull)).toEqual(['refused']);
  expect(kindsOf(audit, twin)).toEqual([]);
}, 120_000);
