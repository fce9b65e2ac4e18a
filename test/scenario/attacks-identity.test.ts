import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codesOf, enrol, openRing, recordOf, reviewed, stageAttacks, type Attack, type Ring } from './attack.ts';
import { kindsOf } from './audit.ts';
import { marked } from './cloud.ts';
import { requestFor } from './people.ts';
import { auditOf, bindingsOf } from './steps.ts';
import { SAMPLE_ORGANIZATION } from '../support/samples.ts';

/** Erin's account is carol's second one, mallory's is alice's. */
const ALIASES = SAMPLE_ORGANIZATION.replace(/^.*github: erin.*\n/m, '')
  .replace(/(github: carol, id: 1003,)/, '$1 otherAccounts: [1005],')
  .replace(/(github: alice, id: 1001,)/, '$1 otherAccounts: [1006],');
const PAYMENTS = requestFor('payments-cluster-debug', '1h');
const EXPORTS = requestFor('orders-exports-bucket', '1h');

const both =
  (...logins: readonly string[]) =>
  async (pull: number, { person }: Ring) => {
    for (const login of logins) await person(login).approve(pull);
  };

const ATTACKS: readonly Attack[] = [
  {
    how: 'approved by two people where two must',
    gives: 'granted',
    land: reviewed(both('bob', 'carol'), PAYMENTS),
  },
  {
    how: 'approved by the two accounts of one person where two people must',
    gives: ['approval-missing'],
    land: reviewed(both('erin', 'carol'), PAYMENTS),
  },
  {
    how: "approved by the requester's second account",
    gives: ['approval-barred'],
    land: reviewed((pull, { stage, person }) => {
      const { teams } = stage.sandbox.github.state;
      teams.find(({ slug }) => slug === 'sre-leads')?.members.set(1006, { role: 'member', state: 'active' });
      return person('mallory').approve(pull);
    }),
  },
  {
    how: 'by somebody who goes by another login since',
    gives: ['requester-renamed'],
    async land({ stage, person }, slug) {
      const pull = await person('dave').ask(slug, EXPORTS);
      await person('bob').approve(pull);
      await person('dave').merge(pull);
      stage.sandbox.github.renameUser('dave', 'david');
      return pull;
    },
  },
  {
    how: 'by somebody who took over a login',
    gives: ['requester-unknown', 'requester-not-eligible'],
    async land({ stage, person }, slug) {
      const taker = enrol(stage, { id: 2004, login: 'dave' });
      const pull = await taker.ask(slug, EXPORTS);
      await person('bob').approve(pull);
      await taker.merge(pull);
      return pull;
    },
  },
  {
    how: 'approved by an approver who goes by another login since',
    gives: 'granted',
    land: reviewed(async (pull, { stage, person }) => {
      await person('bob').approve(pull);
      stage.sandbox.github.renameUser('bob', 'bobby');
    }),
  },
  {
    how: "approved by somebody who took over an approver's login",
    gives: ['approval-not-eligible'],
    land: reviewed((pull, { stage }) => enrol(stage, { id: 2002, login: 'bob' }).approve(pull)),
  },
];

stageAttacks('a request', ATTACKS, { stage: { documents: { 'policies/organization.yaml': ALIASES } } });

describe('a request under single sign-on', () => {
  let ring: Ring;
  beforeAll(async () => {
    const people = SAMPLE_ORGANIZATION.replaceAll(/, principal: '[^']*'/g, '');
    ring = await openRing({
      documents: { 'policies/organization.yaml': `${people}\nidentity: saml\n` },
      sandbox: {
        saml: {
          alice: 'Alice@ACME.example',
          bob: 'bob@acme.example',
          carol: 'carol@acme.example',
          erin: 'Carol@acme.example',
        },
      },
    });
  });
  afterAll(() => ring.close());

  it('goes to whom it knows, not to two accounts of one person, and waits for whoever it does not know', async () => {
    const { stage } = ring;
    const { teams } = stage.sandbox.github.state;
    const granted = await reviewed(both('bob'))(ring, 'known');
    const twice = await reviewed(both('erin', 'carol'), PAYMENTS)(ring, 'twice');
    teams.find(({ slug }) => slug === 'sre-leads')?.members.set(1004, { role: 'member', state: 'active' });
    const unlinked = await reviewed(both('dave'))(ring, 'unlinked');
    const { judged } = await stage.reconcile();
    const audit = await auditOf(stage);
    expect(kindsOf(audit, Number(granted))).toEqual(['activated']);
    expect(marked(await bindingsOf(stage), Number(granted))).toMatchObject([
      { members: ['user:alice@acme.example'] },
      { members: ['user:alice@acme.example'] },
    ]);
    expect(codesOf(recordOf(audit, twice)?.reasons ?? [])).toEqual(['approval-missing']);
    expect(recordOf(audit, unlinked)).toBeUndefined();
    const waiting = judged.find(({ evidence }) => evidence.pull?.number === unlinked);
    expect(codesOf(waiting?.decision.reasons ?? [])).toEqual(['identity-unknown']);
  }, 120_000);
});

describe('a second factor', () => {
  let ring: Ring;
  beforeAll(async () => {
    ring = await openRing();
  });
  afterAll(() => ring.close());

  it('that the token may not see keeps the request waiting; not required any more it is refused; required it is granted', async () => {
    const { stage } = ring;
    const { state } = stage.sandbox.github;
    const token = stage.sandbox.env['GITHUB_TOKEN'] ?? '';
    const app = state.tokens.get(token);
    const permissions = app?.kind === 'installation' ? Object.entries(app.permissions) : [];
    const less = Object.fromEntries(permissions.filter(([name]) => name !== 'organization_administration'));

    const waiting = await reviewed(both('bob'))(ring, 'unseen');
    state.tokens.set(token, { kind: 'installation', user: app?.user ?? 0, permissions: less });
    const { judged } = await stage.reconcile();
    expect(judged.map(({ decision }) => [decision.verdict, codesOf(decision.reasons)])).toEqual([
      ['pending', ['second-factor-unknown', 'second-factor-unknown']],
    ]);
    expect(marked(await bindingsOf(stage))).toEqual([]);
    if (app !== undefined) state.tokens.set(token, app);
    await stage.reconcile();
    expect(marked(await bindingsOf(stage), Number(waiting))).toHaveLength(2);

    Object.assign(state.organization, { requiresTwoFactor: false });
    const refused = await reviewed(both('bob'))(ring, 'switched-off');
    await stage.reconcile();
    expect(codesOf(recordOf(await auditOf(stage), refused)?.reasons ?? [])).toEqual(['second-factor-not-required']);
    expect(marked(await bindingsOf(stage), Number(refused))).toEqual([]);
  }, 120_000);
});
