import { expect, it } from 'vitest';
import { noticesIn } from '../support/messages.ts';
import { kindsOf } from './audit.ts';
import { marked } from './cloud.ts';
import { openStage, type Stage } from './stage.ts';
import { approved, auditOf, bindingsOf } from './steps.ts';

/** Somebody comments, and somebody else edits that comment a minute later. */
async function edited(stage: Stage, pull: number, [by, text]: Word, [editor, instead]: Word): Promise<void> {
  const comment = await stage.person(by).call('POST', `/issues/${pull}/comments`, { body: text });
  await stage.pass(60);
  const { id } = comment as { id: number };
  await stage.person(editor).call('PATCH', `/issues/comments/${id}`, { body: instead });
}

type Word = readonly [login: string, text: string];

it('a /revoke that the holder of the access edits away still ends the access', async () => {
  const stage = await openStage();
  const pull = await approved(stage, 'erased');
  await stage.reconcile();
  await edited(stage, pull, ['carol', '/revoke'], ['alice', 'lgtm']);
  await stage.reconcile();
  const audit = await auditOf(stage);
  expect(marked(await bindingsOf(stage), pull)).toEqual([]);
  expect(kindsOf(audit, pull)).toEqual(['activated', 'revoked']);
  const [reason] = audit.records.at(-1)?.reasons ?? [];
  expect(reason?.code).toBe('revoked-by-comment');
  expect(reason?.sentence).toMatch(
    /^carol \(1003\), a member of security, wrote \/revoke in a comment that was edited at/,
  );
}, 120_000);

it('a /revoke that a stranger writes into a comment of security is nobody’s word but theirs', async () => {
  const stage = await openStage();
  const pull = await approved(stage, 'forged');
  await stage.reconcile();
  await edited(stage, pull, ['carol', 'thanks, good luck'], ['dave', '/revoke']);
  const report = await stage.reconcile();
  expect(marked(await bindingsOf(stage), pull)).toHaveLength(2);
  expect(kindsOf(await auditOf(stage), pull)).toEqual(['activated']);
  expect(noticesIn(report).join()).not.toContain('carol');
}, 120_000);
