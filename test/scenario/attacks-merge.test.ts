import { guardMain, passed, stageAttacks, type Attack, type Ring } from './attack.ts';
import { requestFor, requestPath } from './people.ts';
import { inMidMonth } from './stage.ts';

/** What people do with branches and merges; main's ruleset is switched off meanwhile, and on again before anybody looks. */
const ATTACKS: readonly Attack[] = [
  {
    how: 'pushed to its branch and merged by pull request',
    gives: 'granted',
    async land(ring, slug) {
      await (await ring.desk('alice')).push(slug, { [ring.path(slug)]: requestFor() });
      return passed(ring, slug);
    },
  },
  {
    how: 'squashed',
    gives: 'granted',
    async land(ring, slug) {
      const pull = await ring.person('alice').ask(slug);
      await ring.person('bob').approve(pull);
      await ring.person('alice').merge(pull, 'squash');
      return pull;
    },
  },
  {
    how: 'pushed straight to main',
    gives: ['no-pull-request'],
    waits: ['pull-request-unknown'],
    async land(ring, slug) {
      await (await ring.desk('acme-admin')).push('main', { [ring.path(slug)]: requestFor() });
      return ring.path(slug);
    },
  },
  {
    how: 'pushed straight to main with the number of an approved pull request in its message',
    gives: ['no-pull-request'],
    waits: ['pull-request-unknown'],
    async land(ring, slug) {
      const approved = await ring.person('alice').ask(`${slug}-other`);
      await ring.person('bob').approve(approved);
      const message = `Merge pull request #${approved} from acme/${slug}\n\nAsk (#${approved})`;
      await (await ring.desk('acme-admin')).push('main', { [ring.path(slug)]: requestFor() }, { message });
      return ring.path(slug);
    },
  },
  {
    how: 'approved, and its head pushed to main instead of merged',
    gives: ['merge-method'],
    async land(ring, slug) {
      await (await ring.desk('alice')).push(slug, { [ring.path(slug)]: requestFor() });
      const pull = await ring.person('alice').open(slug);
      await ring.person('bob').approve(pull);
      const desk = await ring.desk('acme-admin');
      await desk.git(['fetch', '--quiet', 'origin']);
      await desk.git(['push', '--quiet', 'origin', `origin/${slug}:refs/heads/main`]);
      return pull;
    },
  },
  {
    how: 'approved, and merged by hand',
    gives: ['merge-method'],
    land: (ring, slug) => mergedByHand(ring, slug, requestFor()),
  },
  {
    how: 'approved, and merged by hand with other bytes',
    gives: ['merge-method', 'bytes-changed'],
    land: (ring, slug) => mergedByHand(ring, slug, requestFor('payments-cluster-debug')),
  },
  {
    how: 'approved and merged into another branch, which is then pushed to main',
    gives: ['no-pull-request'],
    waits: ['pull-request-unknown'],
    async land(ring, slug) {
      const alice = ring.person('alice');
      await alice.commit(`${slug}-side`, `${slug}.md`, 'Aside.\n');
      await (await ring.desk('alice')).push(slug, { [ring.path(slug)]: requestFor() });
      const about = { title: 'Ask', head: slug, base: `${slug}-side` };
      const { number } = (await alice.call('POST', '/pulls', about)) as { number: number };
      await ring.person('bob').approve(number);
      await alice.merge(number);
      await mergeAtDesk(ring, `${slug}-side`);
      return ring.path(slug);
    },
  },
  {
    how: 'approved towards another branch and pointed at main then',
    gives: ['approval-retargeted'],
    land: (ring, slug) => retargeted(ring, slug, 'approved before'),
  },
  {
    how: 'pointed at main and approved then',
    gives: 'granted',
    land: (ring, slug) => retargeted(ring, slug, 'approved after'),
  },
  {
    how: 'edited once it was merged, with an approval too',
    gives: ['bytes-changed'],
    async land(ring, slug) {
      const pull = await asked(ring, slug);
      const alice = ring.person('alice');
      await alice.commit(`${slug}-edit`, ring.path(slug), requestFor('payments-cluster-debug', '1h'));
      await passed(ring, `${slug}-edit`);
      return pull;
    },
  },
  {
    how: 'under the path of a request that was taken back',
    gives: ['path-used'],
    async land(ring, slug) {
      await asked(ring, slug);
      await ring.person('alice').commit(`${slug}-back`, ring.path(slug), undefined);
      await passed(ring, `${slug}-back`);
      await ring.person('alice').commit(`${slug}-again`, ring.path(slug), requestFor());
      return passed(ring, `${slug}-again`);
    },
  },
  {
    how: 'renamed from another request',
    gives: ['not-added'],
    async land(ring, slug) {
      await asked(ring, `${slug}-first`);
      const files = { [ring.path(`${slug}-first`)]: null, [ring.path(slug)]: requestFor() };
      await (await ring.desk('alice')).push(slug, files);
      return passed(ring, slug);
    },
  },
  {
    how: 'a symbolic link',
    gives: ['file-mode'],
    land: (ring, slug) => ofMode(ring, slug, '120000'),
  },
  {
    how: 'executable',
    gives: ['file-mode'],
    land: (ring, slug) => ofMode(ring, slug, '100755'),
  },
  {
    how: 'a submodule',
    gives: ['file-mode'],
    land: (ring, slug) => ofMode(ring, slug, '160000', 'f'.repeat(40)),
  },
  {
    how: 'two in one pull request',
    gives: ['not-one-file'],
    async land(ring, slug) {
      const files = { [ring.path(slug)]: requestFor(), [ring.path(`${slug}-too`)]: requestFor() };
      await (await ring.desk('alice')).push(slug, files);
      return passed(ring, slug);
    },
  },
  {
    how: 'with another file beside it',
    gives: ['not-one-file'],
    async land(ring, slug) {
      const files = { [ring.path(slug)]: requestFor(), [`${slug}.md`]: 'Nothing to see here.\n' };
      await (await ring.desk('alice')).push(slug, files);
      return passed(ring, slug);
    },
  },
  {
    how: 'in the folder of a month gone by',
    gives: ['path-month'],
    async land(ring, slug) {
      const before = ring.stage.sandbox.clock.now() - 62 * 24 * 3600 * 1000;
      await (await ring.desk('alice')).push(slug, { [requestPath(before, slug)]: requestFor() });
      return passed(ring, slug);
    },
  },
  {
    how: 'under a name that differs from another in its letters alone',
    gives: ['path-slug'],
    async land(ring, slug) {
      await (
        await ring.desk('alice')
      ).push(slug, { [ring.path(slug).replace(slug, slug.toUpperCase())]: requestFor() });
      return passed(ring, slug);
    },
  },
];

async function asked(ring: Ring, slug: string): Promise<number> {
  await ring.person('alice').commit(slug, ring.path(slug), requestFor());
  return passed(ring, slug);
}

async function ofMode(ring: Ring, slug: string, mode: string, text = requestFor()): Promise<number> {
  await (await ring.desk('alice')).push(slug, { [ring.path(slug)]: { mode, text } });
  return passed(ring, slug);
}

/** As anybody merges who may push to main. */
async function mergeAtDesk(ring: Ring, branch: string, change: Readonly<Record<string, string>> = {}): Promise<void> {
  const desk = await ring.desk('acme-admin');
  await desk.git(['fetch', '--quiet', 'origin']);
  await desk.git(['checkout', '--quiet', '--force', '-B', 'main', 'origin/main']);
  await desk.git(['merge', '--quiet', '--no-ff', '--no-commit', `origin/${branch}`]);
  for (const [path, text] of Object.entries(change)) {
    const oid = await desk.git(['hash-object', '-w', '--stdin'], text);
    await desk.git(['update-index', '--cacheinfo', `100644,${oid},${path}`]);
  }
  await desk.git(['commit', '--quiet', '--message', `Merge ${branch}`]);
  await desk.git(['push', '--quiet', 'origin', 'main']);
}

async function mergedByHand(ring: Ring, slug: string, text: string): Promise<number> {
  const pull = await ring.person('alice').ask(slug);
  await ring.person('bob').approve(pull);
  await mergeAtDesk(ring, slug, { [ring.path(slug)]: text });
  return pull;
}

async function retargeted(ring: Ring, slug: string, when: 'approved before' | 'approved after'): Promise<number> {
  const alice = ring.person('alice');
  await alice.commit(`${slug}-side`, `${slug}.md`, 'Aside.\n');
  await (await ring.desk('alice')).push(slug, { [ring.path(slug)]: requestFor() });
  const about = { title: 'Ask', head: slug, base: `${slug}-side` };
  const { number } = (await alice.call('POST', '/pulls', about)) as { number: number };
  if (when === 'approved before') await ring.person('bob').approve(number);
  await ring.stage.pass(1);
  await alice.call('PATCH', `/pulls/${number}`, { base: 'main' });
  await ring.stage.pass(1);
  if (when === 'approved after') await ring.person('bob').approve(number);
  await alice.merge(number);
  return number;
}

stageAttacks('a request', ATTACKS, {
  stage: { sandbox: { wall: inMidMonth() } },
  prepare: (ring) => guardMain(ring, 'disabled'),
  settle: (ring) => guardMain(ring, 'active'),
  between: 601,
});
