import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Tampering } from '../../src/demo/story.ts';
import type { Call } from '../../src/sandbox/http.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { ALICE } from '../support/people.ts';
import { ROLE, dismissApprovals, prepareDemo, replaceIn, rewrite, setsPolicy } from './rehearsal.ts';

const { broken, actionThat, impatientAction, seedNamed } = prepareDemo();

describe('the demo notices when', () => {
  it('no approval is counted', async () => {
    const dismiss: Tampering['approved'] = (sandbox, pull) => dismissApprovals(sandbox, pull);
    expect(await broken({ tampering: { approved: dismiss } })).toContain("IAM must bind exactly the policy's roles");
  }, 120_000);

  it('the write to IAM is lost', async () => {
    const prepare = ({ google }: Sandbox) =>
      google.service.faults.add({
        operation: 'POST /v3/*',
        when: 'before',
        answer: 200,
        times: 1000,
        only: setsPolicy,
        body: {},
      });
    expect(await broken({ dist: await impatientAction(), prepare })).toContain(
      'the run that grants the access must succeed',
    );
  }, 120_000);

  it('access is still there after its end', async () => {
    // Not ours to take away, and the story must not take it for ours.
    const leftOpen = { title: 'left open', expression: 'request.time > timestamp("2000-01-01T00:00:00Z")' };
    const open: Tampering['granted'] = (sandbox) =>
      rewrite(sandbox, (bindings) => [...bindings, { role: ROLE, members: [ALICE], condition: leftOpen }]);
    expect(await broken({ tampering: { granted: open } })).toContain('the condition alone must end the access');
  }, 120_000);

  it('the revocation is skipped', async () => {
    const dist = await actionThat("process.env.GITHUB_EVENT_NAME === 'schedule'");
    expect(await broken({ dist })).toMatch(/a run on schedule must report|must remove the bindings/);
  }, 120_000);

  it('the audit commit is missing', async () => {
    const appends = ({ body }: Call) => JSON.stringify(body).includes('createCommitOnBranch');
    const prepare = ({ github }: Sandbox) =>
      github.service.faults.add({
        operation: 'POST /graphql',
        when: 'before',
        answer: 502,
        times: 1000,
        only: appends,
      });
    expect(await broken({ dist: await impatientAction(), prepare })).toContain(
      'the run that grants the access must succeed',
    );
  }, 120_000);

  it('another principal got the access', async () => {
    const from = await seedNamed('misnamed');
    await replaceIn(join(from, 'policies/organization.yaml'), 'user:alice@acme.example', 'user:mallory@acme.example');
    expect(await broken({ from })).toContain('to alice alone');
  }, 120_000);
});
