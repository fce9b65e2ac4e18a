import { describe, expect, it } from 'vitest';
import { kindsOf } from './audit.ts';
import { asText, marked, ORDERS, ROLES, type Written } from './cloud.ts';
import { openStage, type Stage } from './stage.ts';
import { infosIn, noticesIn } from '../support/messages.ts';
import { approved, auditOf, bindingsOf, byHand } from './steps.ts';
import { ALICE } from '../support/people.ts';

const VIEWER = 'roles/cloudsql.viewer';

describe('when somebody changes IAM by hand', () => {
  it('a binding of ours taken away is recorded as removed, and never given again', async () => {
    const { stage, pull } = await granted();
    await byHand(stage, (bindings) => bindings.filter((one) => !isOurs(one, pull) || one.role !== VIEWER));
    const report = await stage.reconcile();
    expect(report.drift).toMatchObject([
      { pull, resource: ORDERS, role: VIEWER, event: 'removed', actor: { principal: 'acme-admin@acme.example' } },
    ]);
    expect(infosIn(report)).toContain(
      `${ORDERS}: no request explains ${VIEWER} for user:former-contractor@acme.example (condition "contract until 2027")`,
    );
    expect((await stage.reconcile()).drift).toEqual([]);
    expect(marked(await bindingsOf(stage)).map(({ role }) => role)).toEqual(['roles/cloudsql.instanceUser']);
    const audit = await auditOf(stage);
    expect(kindsOf(audit, pull)).toEqual(['activated', 'removed']);
    expect(audit.records.at(-1)?.bindings?.map(({ role }) => role)).toEqual([VIEWER]);
    expect(audit.records.at(-1)?.bindings?.[0]?.actor?.principal).toBe('acme-admin@acme.example');
  });

  it('a binding of ours with a later end is revoked, and recorded as altered', async () => {
    const { stage, pull } = await granted();
    const later = (text: string) => text.replace(/(request\.time < timestamp\(")[^"]+/, '$12036-01-01T00:00:00Z');
    await byHand(stage, (bindings) =>
      bindings.map((one) =>
        isOurs(one, pull) && one.role === VIEWER && one.condition !== undefined
          ? { ...one, condition: { ...one.condition, expression: later(one.condition.expression) } }
          : one,
      ),
    );
    await stage.reconcile();
    await stage.reconcile();
    expect(marked(await bindingsOf(stage)).map(({ role }) => role)).toEqual(['roles/cloudsql.instanceUser']);
    const audit = await auditOf(stage);
    expect(kindsOf(audit, pull)).toEqual(['activated', 'altered']);
    expect(JSON.stringify(audit.records.at(-1)?.bindings)).toContain('2036-01-01T00:00:00Z');
  });

  it('a binding of ours made permanent is revoked, and recorded as altered: condition-lost', async () => {
    const { stage, pull, before } = await granted();
    await byHand(stage, (bindings) =>
      bindings.map((one) => (isOurs(one, pull) ? { role: one.role, members: one.members } : one)),
    );
    await stage.reconcile();
    await stage.reconcile();
    expect(asText(await bindingsOf(stage))).toBe(before);
    const audit = await auditOf(stage);
    expect(kindsOf(audit, pull)).toEqual(['activated', 'altered']);
    expect(audit.records.at(-1)?.reasons.map(({ code }) => code)).toEqual(['condition-lost']);
  });

  it('a binding with a copied mark is revoked as unexplained, and the real ones stand', async () => {
    const { stage, pull } = await granted();
    const real = asText(await bindingsOf(stage));
    await byHand(stage, (bindings) => [
      ...bindings.map((one) =>
        isOurs(one, pull) ? { ...one, members: [...one.members, 'user:mallory@acme.example'] } : one,
      ),
      ...marked(bindings, pull).map((one) => ({
        ...one,
        condition: { ...condition(one), title: 'pullcord/acme/999' },
      })),
    ]);
    await stage.reconcile();
    await stage.reconcile();
    expect(asText(await bindingsOf(stage))).toBe(real);
    const audit = await auditOf(stage);
    expect(kindsOf(audit, pull)).toEqual(['activated', 'unexplained']);
    expect(kindsOf(audit, 999)).toEqual(['unexplained']);
    await stage.pass(3 * 3600);
    await stage.reconcile();
    expect(kindsOf(await auditOf(stage), pull)).toEqual(['activated', 'unexplained', 'ended']);
  });

  it("a mark with another repository's id is left alone, stops grants on that resource and says so, and stops no revocation", async () => {
    const { stage, pull } = await granted();
    const theirs: Written = {
      role: 'roles/run.developer',
      members: ['user:dave@acme.example'],
      condition: {
        title: 'pullcord/acme/7',
        description: 'repository 700999 https://github.com/acme/other/pull/7',
        expression: 'request.time < timestamp("2036-01-01T00:00:00Z")',
      },
    };
    await byHand(stage, (bindings) => [...bindings, theirs]);
    const second = await approved(stage, 'second');
    const report = await stage.reconcile();
    expect(noticesIn(report).join('\n')).toContain('by repository 700999; Pullcord only revokes there');
    expect(marked(await bindingsOf(stage), second)).toEqual([]);
    expect(marked(await bindingsOf(stage), pull)).toHaveLength(2);
    await stage.pass(3 * 3600);
    await stage.reconcile();
    expect(marked(await bindingsOf(stage))).toEqual([theirs]);
    const audit = await auditOf(stage);
    expect(kindsOf(audit, pull)).toEqual(['activated', 'ended']);
    expect(kindsOf(audit, 7)).toEqual([]);
    expect(kindsOf(audit, second)).toEqual(['lapsed']);
  });
});

async function granted(): Promise<{ stage: Stage; pull: number; before: string }> {
  const stage = await openStage();
  const before = asText(await bindingsOf(stage));
  const pull = await approved(stage, 'timeouts');
  await stage.reconcile();
  expect(marked(await bindingsOf(stage), pull)).toMatchObject(ROLES.map((role) => ({ role, members: [ALICE] })));
  return { stage, pull, before };
}

function isOurs(
  { condition: { title } = { title: '' } }: { readonly condition?: { title: string } },
  pull: number,
): boolean {
  return title === `pullcord/acme/${pull}`;
}

function condition(binding: Written): NonNullable<Written['condition']> {
  if (binding.condition === undefined) throw new Error('a binding of ours has a condition');
  return binding.condition;
}
