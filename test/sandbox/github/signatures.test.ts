import { afterAll, beforeAll, expect, test } from 'vitest';
import { COMMIT_SIGNATURE, signedPush, type Pushed } from './signing.ts';
import { SoftwareKey, TOUCHED, VERIFIED } from '../../support/software-key.ts';
import { refusal, REPO, startBench, type Bench } from './support.ts';

let bench: Bench;
const KEYS = [
  ['ssh-ed25519', TOUCHED],
  ['sk-ssh-ed25519@openssh.com', TOUCHED],
  ['sk-ssh-ed25519@openssh.com', VERIFIED],
  ['sk-ecdsa-sha2-nistp256@openssh.com', VERIFIED],
] as const;

beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

const register = (login: string, key: SoftwareKey) =>
  bench.as(login).users.createSshSigningKeyForAuthenticatedUser({ title: 'token', key: key.line('me') });

async function told({ sha }: Pushed) {
  const { data } = await bench.as('alice').git.getCommit({ ...REPO, commit_sha: sha });
  const answer = await bench.as('alice').graphql(COMMIT_SIGNATURE, { oid: sha });
  const { signature } = (answer as { repository: { object: { signature: object | null } } }).repository.object;
  return { rest: data.verification, graphql: signature };
}

test.each(KEYS)('a signature by a registered %s that says flags %i is its owner’s', async (type, flags) => {
  const key = new SoftwareKey(type, `registered ${type} ${flags}`);
  await register('alice', key);
  const pushed = await signedPush(bench, 'alice', key, { flags });
  const { rest, graphql } = await told(pushed);
  expect(rest).toMatchObject({ verified: true, reason: 'valid', signature: pushed.armored, payload: pushed.payload });
  expect(graphql).toMatchObject({
    __typename: 'SshSignature',
    isValid: true,
    state: 'VALID',
    wasSignedByGitHub: false,
    signer: { databaseId: 1001 },
    payload: pushed.payload,
    signature: pushed.armored,
  });
});

test.each([
  ['nobody registered', false, {}, 'unknown_key', 'UNKNOWN_KEY'],
  ['that nobody touched', true, { flags: 0 }, 'invalid', 'INVALID'],
  ['made for another purpose', true, { namespace: 'file' }, 'invalid', 'INVALID'],
  ['with something behind it', true, { behind: Uint8Array.of(0) }, 'malformed_signature', 'MALFORMED_SIG'],
] as const)('a signature by a key %s is not valid', async (name, isRegistered, said, reason, state) => {
  const key = new SoftwareKey('sk-ssh-ed25519@openssh.com', name);
  if (isRegistered) await register('alice', key);
  const { rest, graphql } = await told(await signedPush(bench, 'alice', key, { flags: TOUCHED, ...said }));
  expect(rest).toMatchObject({ verified: false, reason, verified_at: null });
  expect(graphql).toMatchObject({ isValid: false, state, signer: null });
});

test('a signature over other words is not valid', async () => {
  const key = new SoftwareKey('sk-ssh-ed25519@openssh.com', 'over other words');
  await register('alice', key);
  const { rest } = await told(await signedPush(bench, 'alice', key, { flags: TOUCHED }, (payload) => `${payload}more`));
  expect(rest).toMatchObject({ verified: false, reason: 'invalid' });
});

test('somebody else’s key on a commit that names alice is told as theirs, and is not valid', async () => {
  const key = new SoftwareKey('sk-ssh-ed25519@openssh.com', 'of bob');
  await register('bob', key);
  const { rest, graphql } = await told(await signedPush(bench, 'alice', key, { flags: TOUCHED }));
  expect(rest).toMatchObject({ verified: false, reason: 'bad_email' });
  expect(graphql).toMatchObject({ isValid: false, state: 'BAD_EMAIL', signer: { databaseId: 1002 } });
});

test('what was found valid stays so when the key goes, and nothing is found while signatures cannot be checked', async () => {
  const key = new SoftwareKey('sk-ssh-ed25519@openssh.com', 'that goes');
  const { data } = await register('alice', key);
  const [seen, unseen] = [
    await signedPush(bench, 'alice', key, { flags: TOUCHED }),
    await signedPush(bench, 'alice', key, { flags: TOUCHED }),
  ];
  expect((await told(seen)).rest.verified).toBe(true);
  bench.github.world.signatureService = 'down';
  expect((await told(unseen)).graphql).toMatchObject({ isValid: false, state: 'GPGVERIFY_UNAVAILABLE' });
  expect((await told(unseen)).rest).toMatchObject({ verified: false, reason: 'gpgverify_unavailable' });
  expect((await told(seen)).rest.verified).toBe(true);
  bench.github.world.signatureService = 'up';
  await bench.as('alice').users.deleteSshSigningKeyForAuthenticatedUser({ ssh_signing_key_id: data.id });
  expect((await told(seen)).rest.verified).toBe(true);
  expect((await told(unseen)).rest).toMatchObject({ verified: false, reason: 'unknown_key' });
});

test('a key is registered once, by people only, and everybody sees whose it is', async () => {
  const key = new SoftwareKey('ssh-ed25519', 'of erin');
  await register('erin', key);
  expect(await refusal(register('dave', key))).toMatchObject({ status: 422 });
  expect(await refusal(register('dave', { line: () => 'ssh-ed25519 AAAA' } as never))).toMatchObject({ status: 422 });
  const { data } = await bench.as('mallory').users.listSshSigningKeysForUser({ username: 'erin' });
  expect(data).toMatchObject([{ title: 'token', key: key.line('').trim() }]);
});
