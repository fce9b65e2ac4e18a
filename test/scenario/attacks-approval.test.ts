import { enrol, passed, reviewed, stageAttacks, type Attack, type Ring } from './attack.ts';
import { requestFor } from './people.ts';

/** What people do with reviews, and with whose hand was in a commit. `refused.test.ts` has the plainest of these. */
const ATTACKS: readonly Attack[] = [
  {
    how: 'approved by one of those who must',
    gives: 'granted',
    land: reviewed((pull, { person }) => person('bob').approve(pull)),
  },
  {
    how: 'approved by nobody and merged by the administrator',
    gives: ['approval-missing'],
    async land(ring, slug) {
      const pull = await ring.person('alice').ask(slug);
      await ring.person('acme-admin').merge(pull);
      return pull;
    },
  },
  {
    how: 'only commented on by an approver',
    gives: ['approval-missing'],
    land: reviewed((pull, { person }) =>
      person('bob').call('POST', `/pulls/${pull}/reviews`, { event: 'COMMENT', body: 'LGTM, approved!' }),
    ),
  },
  {
    how: 'approved, then pushed to without changing a byte',
    gives: ['approval-stale'],
    land: reviewed(async (pull, ring, slug) => {
      await ring.person('bob').approve(pull);
      await (await ring.desk('alice')).push(slug, {}, { from: `origin/${slug}` });
    }),
  },
  {
    how: 'approved, pushed to, and approved again',
    gives: 'granted',
    land: reviewed(async (pull, ring, slug) => {
      await ring.person('bob').approve(pull);
      await (await ring.desk('alice')).push(slug, {}, { from: `origin/${slug}` });
      await ring.person('bob').approve(pull);
    }),
  },
  {
    how: "approved by somebody who pushed to its branch under the requester's name",
    gives: ['approval-barred'],
    land: reviewed(async (pull, ring, slug) => {
      await pushAsAlice(ring, slug);
      await ring.person('bob').approve(pull);
    }),
  },
  {
    how: 'pushed to by one approver and approved by another',
    gives: 'granted',
    land: reviewed(async (pull, ring, slug) => {
      await pushAsAlice(ring, slug);
      await ring.person('erin').approve(pull);
    }),
  },
  {
    how: 'approved by a co-author',
    gives: ['approval-barred'],
    land: (ring, slug) => writtenWith(ring, slug, { message: CO_AUTHORED }),
  },
  {
    how: 'written with a co-author and approved by another',
    gives: 'granted',
    land: (ring, slug) => writtenWith(ring, slug, { message: CO_AUTHORED }, 'erin'),
  },
  {
    how: 'approved by whoever committed it',
    gives: ['approval-barred'],
    land: (ring, slug) => writtenWith(ring, slug, { committer: BOB }),
  },
  {
    how: 'approved by whom its author address belongs to',
    gives: ['approval-barred'],
    land: (ring, slug) => writtenWith(ring, slug, { author: BOB }),
  },
  {
    how: 'written under an address of nobody at GitHub',
    gives: ['commit-unattributed'],
    land: (ring, slug) => writtenWith(ring, slug, { author: 'Bob Baker <bob@home.example>' }),
  },
  {
    how: 'co-authored by an address of nobody at GitHub',
    gives: ['commit-unattributed'],
    land: (ring, slug) => writtenWith(ring, slug, { message: 'Ask\n\nCo-authored-by: Bob Baker <bob@home.example>\n' }),
  },
  {
    how: 'approved by a workflow',
    gives: ['approval-not-a-person'],
    land: reviewed(async (pull, { stage: { sandbox } }) => {
      const token = sandbox.github.mintToken({ kind: 'workflow', permissions: { pull_requests: 'write' } });
      const answer = await fetch(`${sandbox.github.apiUrl}/repos/acme/access/pulls/${pull}/reviews`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: JSON.stringify({ event: 'APPROVE' }),
      });
      if (!answer.ok) throw new Error(await answer.text());
    }),
  },
  {
    how: 'approved by one and objected to by another who first approved',
    gives: ['changes-requested'],
    land: reviewed(async (pull, { person }) => {
      await person('erin').approve(pull);
      await person('bob').approve(pull);
      await object(person('bob'), pull);
    }),
  },
  {
    how: 'objected to, and then approved by the same person',
    gives: 'granted',
    land: reviewed(async (pull, { person }) => {
      await object(person('bob'), pull);
      await person('bob').approve(pull);
    }),
  },
  {
    how: 'approved twice, the later approval dismissed',
    gives: ['approval-dismissed'],
    land: reviewed(async (pull, { person }) => {
      const bob = person('bob');
      await bob.approve(pull);
      const last = (await bob.call('POST', `/pulls/${pull}/reviews`, { event: 'APPROVE' })) as { id: number };
      await person('carol').call('PUT', `/pulls/${pull}/reviews/${last.id}/dismissals`, { message: 'Not yet.' });
    }),
  },
  {
    how: 'dismissed after the merge by somebody who may only write',
    gives: 'granted',
    land: async (current, slug) => {
      const { stage } = current;
      let review = 0;
      const pull = await reviewed(async (number, { person }) => {
        const given = await person('bob').call('POST', `/pulls/${number}/reviews`, { event: 'APPROVE' });
        review = (given as { id: number }).id;
      })(current, slug);
      await stage.pass(1);
      await stage.person('dave').call('PUT', `/pulls/${pull}/reviews/${review}/dismissals`, { message: 'No.' });
      return pull;
    },
  },
  {
    how: 'reviewed 137 times, approved first and objected to last',
    gives: ['approval-missing', 'changes-requested'],
    land: reviewed(async (pull, { person }) => {
      await person('bob').approve(pull);
      await Promise.all(
        Array.from({ length: 135 }, () =>
          person('dave').call('POST', `/pulls/${pull}/reviews`, { event: 'COMMENT', body: 'Hm.' }),
        ),
      );
      await object(person('bob'), pull);
    }),
  },
  {
    how: 'approved where the same commit was asked for to another branch',
    gives: ['approval-missing'],
    async land(ring, slug) {
      const { alice, bob } = { alice: ring.person('alice'), bob: ring.person('bob') };
      await alice.commit('elsewhere', 'notes.md', 'Elsewhere.\n');
      const pull = await alice.ask(slug);
      const about = { title: 'The same', head: slug, base: 'elsewhere' };
      const other = (await alice.call('POST', '/pulls', about)) as { number: number };
      await bob.approve(other.number);
      await alice.merge(pull);
      return pull;
    },
  },
  {
    how: 'approved by an outsider who may only read',
    gives: ['approval-not-eligible'],
    land: reviewed((pull, { person }) => person('mallory').approve(pull)),
  },
  {
    how: 'approved by an approver who may only read',
    gives: ['approval-without-write'],
    land: reviewed((pull, { stage }) =>
      enrol(stage, { id: 2001, login: 'reader' }, { teams: ['sre-leads'], role: 'read' }).approve(pull),
    ),
  },
  {
    how: 'approved by somebody who is invited to the team and not in it',
    gives: ['approval-not-eligible'],
    land: reviewed((pull, { stage, person }) => {
      const { teams } = stage.sandbox.github.state;
      teams.find(({ slug }) => slug === 'sre-leads')?.members.set(1006, { role: 'member', state: 'pending' });
      return person('mallory').approve(pull);
    }),
  },
  {
    how: 'approved by somebody who was let into the team for the moment',
    gives: ['approval-not-eligible'],
    land: reviewed(async (pull, { person }) => {
      const membership = '/orgs/acme/teams/sre-leads/memberships/dave';
      await person('acme-admin').call('PUT', membership);
      await person('dave').approve(pull);
      await person('acme-admin').call('DELETE', membership);
    }),
  },
  {
    how: 'approved by somebody without a second factor',
    gives: ['approval-second-factor-missing'],
    land: reviewed((pull, { stage }) =>
      enrol(stage, { id: 2002, login: 'unproven', twoFactor: false }, { teams: ['sre-leads'] }).approve(pull),
    ),
  },
  {
    how: 'asked for by somebody without a second factor',
    gives: ['second-factor-missing'],
    async land(ring, slug) {
      const asker = enrol(ring.stage, { id: 1004, login: 'dave', twoFactor: false });
      const pull = await asker.ask(slug, requestFor('orders-exports-bucket'));
      await ring.person('bob').approve(pull);
      await asker.merge(pull);
      return pull;
    },
  },
];

const BOB = 'Bob Baker <bob@acme.example>';
const CO_AUTHORED = `Ask for orders\n\nCo-authored-by: ${BOB}\n`;

function object(person: ReturnType<Ring['person']>, pull: number): Promise<unknown> {
  return person.call('POST', `/pulls/${pull}/reviews`, { event: 'REQUEST_CHANGES', body: 'Use the replica.' });
}

/** Bob pushes, and nothing in the commit says so. */
async function pushAsAlice(ring: Ring, slug: string): Promise<void> {
  const alice = 'Alice Adams <alice@acme.example>';
  const file = { [ring.path(slug)]: requestFor('orders-db-read', '1h') };
  await (await ring.desk('bob')).push(slug, file, { author: alice, committer: alice, from: `origin/${slug}` });
}

async function writtenWith(
  ring: Ring,
  slug: string,
  about: { readonly author?: string; readonly committer?: string; readonly message?: string },
  approver = 'bob',
): Promise<number> {
  await (await ring.desk('alice')).push(slug, { [ring.path(slug)]: requestFor() }, about);
  return passed(ring, slug, approver);
}

stageAttacks('a request', ATTACKS);
