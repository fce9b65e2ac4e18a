import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { passed, stageAttacks, type Attack, type Ring } from './attack.ts';
import { requestFor } from './people.ts';
import { SoftwareKey, TOUCHED, VERIFIED, type Said } from '../support/software-key.ts';

const read = (path: string) => readFileSync(join(import.meta.dirname, '../..', path), 'utf8');
const ALICES = new SoftwareKey('sk-ssh-ed25519@openssh.com', 'alice, on her key ring');
const BOBS = new SoftwareKey('sk-ssh-ed25519@openssh.com', 'bob, on his');
const NOBODYS = new SoftwareKey('sk-ecdsa-sha2-nistp256@openssh.com', 'found in a drawer');
const SOFT = new SoftwareKey('ssh-ed25519', 'in a file');
const DOCUMENTS = {
  'policies/orders-db-read.yaml': read('policies/orders-db-read.yaml').replace(
    'proof: account-2fa',
    'proof: security-key',
  ),
  'policies/organization.yaml': read('policies/organization.yaml')
    .replace('github: alice, id: 1001,', `github: alice, id: 1001, securityKeys: ['${ALICES.line()}'],`)
    .replace('github: bob, id: 1002,', `github: bob, id: 1002, securityKeys: ['${BOBS.line()}'],`),
};

interface Signing {
  readonly key?: SoftwareKey;
  readonly said?: Said;
  /** Seconds ago, by the commit's own word. */
  readonly age?: number;
  /** What is signed, in place of the commit. */
  readonly signed?: (payload: string) => string;
  /** What it is made on top of; main unless told. */
  readonly parent?: string;
}

const ATTACKS: readonly Attack[] = [
  { how: "signed by a touch of the requester's key", gives: 'granted', land: (ring, slug) => signedBy(ring, slug, {}) },
  {
    how: 'signed with a PIN too',
    gives: 'granted',
    land: (ring, slug) => signedBy(ring, slug, { said: { flags: VERIFIED } }),
  },
  { how: 'not signed', gives: ['security-key-unsigned'], land: unsigned },
  {
    how: 'signed by a key nobody touched',
    gives: ['signature-without-touch'],
    land: (ring, slug) => signedBy(ring, slug, { said: { flags: 0 } }),
  },
  {
    how: 'signed by a key that is not registered, although the account lists it',
    gives: ['signature-key-unknown'],
    async land(ring, slug) {
      const { state } = ring.stage.sandbox.github;
      const key = NOBODYS.line();
      const id = state.nextId();
      state.signingKeys.set(id, { id, user: 1001, title: 'mine', key, blob: NOBODYS.blob(), createdAt: 0 });
      return signedBy(ring, slug, { key: NOBODYS });
    },
  },
  {
    how: "signed by a colleague's key",
    gives: ['signature-key-unknown'],
    land: (ring, slug) => signedBy(ring, slug, { key: BOBS }),
  },
  {
    how: 'signed by a key in a file',
    gives: ['signature-not-security-key'],
    land: (ring, slug) => signedBy(ring, slug, { key: SOFT }),
  },
  {
    how: 'signed for another purpose',
    gives: ['signature-not-for-git'],
    land: (ring, slug) => signedBy(ring, slug, { said: { namespace: 'file' } }),
  },
  {
    how: 'signed with the words of another commit',
    gives: ['signature-invalid'],
    land: (ring, slug) => signedBy(ring, slug, { signed: (payload) => `${payload}and more` }),
  },
  {
    how: 'signed two hours before it was opened',
    gives: ['security-key-stale'],
    land: (ring, slug) => signedBy(ring, slug, { age: 7200 }),
  },
  {
    how: 'signed half an hour before it was opened',
    gives: 'granted',
    land: (ring, slug) => signedBy(ring, slug, { age: 1800 }),
  },
  {
    how: 'signed on top of a commit that is not on main',
    gives: ['security-key-not-on-main'],
    async land(ring, slug) {
      const parent = await (await ring.desk('alice')).push(`${slug}-below`, {}, { message: 'Below' });
      return signedBy(ring, slug, { parent });
    },
  },
  {
    how: 'the head of another request before',
    gives: 'nothing',
    async land(ring, slug) {
      const alice = ring.person('alice');
      const oid = await signCommit(ring, slug, {});
      for (const branch of [slug, `${slug}-again`])
        await (await ring.desk('alice')).git(['push', '--quiet', 'origin', `${oid}:refs/heads/${branch}`]);
      const [first, second] = [await alice.open(slug), await alice.open(`${slug}-again`)];
      for (const pull of [first, second]) await ring.person('bob').approve(pull);
      await alice.merge(first, 'squash');
      await ring.stage.reconcile();
      await alice.commit(`${slug}-back`, ring.path(slug), undefined);
      await alice.merge(await alice.open(`${slug}-back`));
      await ring.stage.reconcile();
      await alice.merge(second);
      return second;
    },
  },
  {
    how: 'signed, and approved by somebody without a key',
    gives: 'granted',
    land: (ring, slug) => signedBy(ring, slug, {}, 'erin'),
  },
];

async function unsigned(ring: Ring, slug: string): Promise<number> {
  await (await ring.desk('alice')).push(slug, { [ring.path(slug)]: requestFor() });
  return passed(ring, slug);
}

async function signedBy(ring: Ring, slug: string, signing: Signing, approver = 'bob'): Promise<number> {
  const oid = await signCommit(ring, slug, signing);
  await (await ring.desk('alice')).git(['push', '--quiet', 'origin', `${oid}:refs/heads/${slug}`]);
  return passed(ring, slug, approver);
}

/** A commit object put together by hand: as `git commit -S` makes them, and as it would not. */
async function signCommit(
  ring: Ring,
  slug: string,
  { key = ALICES, said = {}, age = 0, signed = (payload) => payload, parent }: Signing,
): Promise<string> {
  const desk = await ring.desk('alice');
  await desk.git(['fetch', '--quiet', 'origin']);
  const onto = parent ?? (await desk.git(['rev-parse', 'origin/main']));
  await desk.git(['read-tree', onto]);
  const blob = await desk.git(['hash-object', '-w', '--stdin'], requestFor());
  await desk.git(['update-index', '--add', '--cacheinfo', `100644,${blob},${ring.path(slug)}`]);
  const tree = await desk.git(['write-tree']);
  const who = `Alice Adams <alice@acme.example> ${Math.floor(ring.stage.sandbox.clock.now() / 1000) - age} +0000`;
  const head = `tree ${tree}\nparent ${onto}\nauthor ${who}\ncommitter ${who}\n`;
  const armored = key.sign(signed(`${head}\nAsk ${slug}\n`), { flags: TOUCHED, ...said });
  const commit = `${head}gpgsig ${armored.trimEnd().replaceAll('\n', '\n ')}\n\nAsk ${slug}\n`;
  return desk.git(['hash-object', '-t', 'commit', '-w', '--stdin'], commit);
}

stageAttacks('a request under a policy that asks for a security key', ATTACKS, { stage: { documents: DOCUMENTS } });
