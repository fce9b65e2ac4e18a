import type { Commit } from './git.ts';
import { readSshSignature } from './ssh-signature.ts';
import { userByEmail } from './people.ts';
import type { State } from './state.ts';
import type { World } from './world.ts';

/** GitHub's verdict on a commit's signature. REST's `verification` and GraphQL's `signature` both use it. */
export interface CheckedSignature {
  readonly state: SignatureState;
  readonly type: 'GpgSignature' | 'SshSignature' | 'UnknownSignature';
  readonly byGitHub: boolean;
  /** The account that signed, if known. */
  readonly signer: number | null;
  readonly payload: string;
  readonly armored: string;
  /** Time of the first successful check, in milliseconds. It stays, even if the key is removed later. */
  readonly verifiedAt: number | null;
}

export type SignatureState =
  | 'VALID'
  | 'INVALID'
  | 'MALFORMED_SIG'
  | 'UNKNOWN_KEY'
  | 'UNKNOWN_SIG_TYPE'
  | 'NO_USER'
  | 'BAD_EMAIL'
  | 'GPGVERIFY_UNAVAILABLE';

/** This GitHub holds no key of its own. The state records which commits it signed. */
const GITHUBS_OWN = '-----BEGIN PGP SIGNATURE-----\n\n-----END PGP SIGNATURE-----\n';

/** Checks a commit's signature. Returns `undefined` for a commit without one. */
export function checkSignature(world: World, commit: Commit): CheckedSignature | undefined {
  const { state } = world;
  if (state.signedByGitHub.has(commit.oid)) {
    const whole = { type: 'GpgSignature', byGitHub: true, signer: null, payload: commit.raw } as const;
    if (world.signatureService === 'down') return unavailable({ ...whole, armored: GITHUBS_OWN });
    return { ...whole, armored: GITHUBS_OWN, state: 'VALID', verifiedAt: commit.committer.at };
  }
  const { signature } = commit;
  if (signature === undefined) return undefined;
  const { text: armored, payload } = signature;
  const plain = { type: typeOf(armored), byGitHub: false, signer: null, payload, armored };
  const known = state.verifiedSignatures.get(commit.oid);
  if (known !== undefined) return { ...plain, state: 'VALID', signer: known.signer, verifiedAt: known.at };
  if (world.signatureService === 'down') return unavailable(plain);
  const { signer, ...checked } = check(state, commit, armored, payload);
  if (checked.state === 'VALID' && signer !== null)
    state.verifiedSignatures.set(commit.oid, { signer, at: world.now() });
  return { ...plain, ...checked, signer, verifiedAt: checked.state === 'VALID' ? world.now() : null };
}

function unavailable(rest: Omit<CheckedSignature, 'state' | 'verifiedAt'>): CheckedSignature {
  return { ...rest, state: 'GPGVERIFY_UNAVAILABLE', signer: null, verifiedAt: null };
}

/**
 * Checks a signature. It counts for the account that registered its key as a signing key. The commit's committer must
 * have one of this account's addresses.
 * https://docs.github.com/en/authentication/managing-commit-signature-verification/about-commit-signature-verification
 */
function check(
  state: State,
  { committer }: Commit,
  armored: string,
  payload: string,
): { readonly state: SignatureState; readonly signer: number | null } {
  const type = typeOf(armored);
  if (type === 'UnknownSignature') return { state: 'UNKNOWN_SIG_TYPE', signer: null };
  // Nobody registers GPG keys in the sandbox.
  if (type === 'GpgSignature') return { state: 'UNKNOWN_KEY', signer: null };
  const read = readSshSignature(armored, payload);
  if (read === undefined) return { state: 'MALFORMED_SIG', signer: null };
  const account = userByEmail(state, committer.email);
  if (account === undefined) return { state: 'NO_USER', signer: null };
  const registered = [...state.signingKeys.values()].find(({ blob }) => blob.equals(read.key));
  if (registered === undefined) return { state: 'UNKNOWN_KEY', signer: null };
  if (!read.isValid) return { state: 'INVALID', signer: null };
  return registered.user === account.id
    ? { state: 'VALID', signer: account.id }
    : { state: 'BAD_EMAIL', signer: registered.user };
}

function typeOf(armored: string): CheckedSignature['type'] {
  if (armored.includes('BEGIN SSH SIGNATURE')) return 'SshSignature';
  return armored.includes('BEGIN PGP SIGNATURE') ? 'GpgSignature' : 'UnknownSignature';
}
