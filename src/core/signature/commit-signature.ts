import { toUtf8 } from './bytes.ts';
import { isSecurityKeyType, type PublicKey, type SecurityKey } from './public-key.ts';
import { attempt, Refused } from './refused.ts';
import { readSignature, verifies } from './ssh-signature.ts';

export interface CommitSignature {
  /** The commit's text in git, without its signature. */
  readonly payload: string;
  /** The signature, beginning with `-----BEGIN SSH SIGNATURE-----`. */
  readonly armored: string;
  /** The registered keys of the supposed signer. */
  readonly keys: readonly SecurityKey[];
  /** True if the token must have asked for a PIN or a fingerprint in addition to the touch. */
  readonly requireUserVerification: boolean;
}

export type Verified =
  | {
      readonly ok: true;
      /** `SHA256:…`, as `ssh-keygen -l` shows it. */
      readonly key: string;
      readonly userPresence: true;
      readonly userVerification: boolean;
      /** The token's own counter. Many tokens always return 0. */
      readonly counter: number;
    }
  | { readonly ok: false; readonly code: string; readonly sentence: string };

/**
 * Flags of a token's response: WebAuthn Level 3 section 6.1, "Authenticator Data". The flags 0x08 and 0x10 mean that a key
 * can be backed up, or is. They decide nothing here.
 */
const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const KNOWN = USER_PRESENT | USER_VERIFIED | 0x08 | 0x10;
const CARRIES_MORE = 0x40 | 0x80;

/**
 * Checks that one of these security keys signed this commit, with a touch. Never throws: a refusal has a sentence and a
 * stable code, which begins with `signature-`.
 *
 * OpenSSH and git accept a signature without a touch: `ssh-keygen -Y verify` has no `verify-required`. So this function
 * checks the flags. A signature cannot prove that its key is inside a token. The person who registered the key vouches for that.
 *
 * This function does not know the expected commit. Before a decision, the caller must also compare
 * `commitOf(payload, armored)` with that commit.
 */
export function verifyCommitSignature({ payload, armored, keys, requireUserVerification }: CommitSignature): Verified {
  const verified = attempt(() => {
    const signature = readSignature(armored);
    const { key, namespace, token } = signature;
    if (namespace !== 'git')
      throw new Refused(
        'signature-not-for-git',
        `the signature is for ${JSON.stringify(namespace)}, and a commit's must be for "git"`,
      );
    const { fingerprint } = registered(key, keys);
    if (token === undefined || !verifies(signature, toUtf8(payload)))
      throw new Refused('signature-invalid', `the key ${fingerprint} did not make this signature over this commit`);
    refuseFlags(token.flags, requireUserVerification);
    return {
      key: fingerprint,
      userPresence: true as const,
      userVerification: (token.flags & USER_VERIFIED) !== 0,
      counter: token.counter,
    };
  });
  return verified.ok ? { ok: true, ...verified.value } : verified;
}

/** Finds the registered key with the same point and application. */
function registered(key: PublicKey, keys: readonly SecurityKey[]): SecurityKey {
  if (!isSecurityKeyType(key.type))
    throw new Refused('signature-not-security-key', `a key of type ${key.type} is not a security key`);
  const same = keys.find(({ blob }) => blob === key.blob);
  if (same !== undefined) return same;
  const twin = keys.find(({ type, point }) => type === key.type && point === key.point);
  if (twin === undefined)
    throw new Refused('signature-key-unknown', `the key ${key.fingerprint} is not registered for the expected signer`);
  const [theirs, ours] = [key.application ?? '', twin.application].map((name) => JSON.stringify(name));
  throw new Refused(
    'signature-application',
    `the key signed for the application ${theirs}, and it is registered for ${ours}`,
  );
}

function refuseFlags(flags: number, requireUserVerification: boolean): void {
  if ((flags & CARRIES_MORE) !== 0)
    throw new Refused(
      'signature-extensions',
      'the token signed extensions too, and SSH signatures do not contain them',
    );
  if ((flags & ~KNOWN) !== 0)
    throw new Refused('signature-flags', `the token set unknown flags: 0x${flags.toString(16)}`);
  if ((flags & USER_PRESENT) === 0) throw new Refused('signature-without-touch', 'the token signed without a touch');
  if (requireUserVerification && (flags & USER_VERIFIED) === 0)
    throw new Refused(
      'signature-without-verification',
      'the token asked for neither PIN nor fingerprint; make a key with `ssh-keygen -t ed25519-sk -O verify-required`',
    );
}
