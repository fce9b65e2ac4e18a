import { toUtf8 } from './bytes.ts';
import { isSecurityKeyType, type PublicKey, type SecurityKey } from './public-key.ts';
import { attempt, Refused } from './refused.ts';
import { readSignature, verifies } from './ssh-signature.ts';

export interface CommitSignature {
  /** The commit as git has it, without its signature. */
  readonly payload: string;
  /** The signature, from `-----BEGIN SSH SIGNATURE-----` on. */
  readonly armored: string;
  /** The registered keys of whoever is said to have signed. */
  readonly keys: readonly SecurityKey[];
  /** Whether a PIN or a finger must have been asked for, besides the touch. */
  readonly requireUserVerification: boolean;
}

export type Verified =
  | {
      readonly ok: true;
      /** `SHA256:…`, as `ssh-keygen -l` shows it. */
      readonly key: string;
      readonly userPresence: true;
      readonly userVerification: boolean;
      /** As the token counts; many always say 0. */
      readonly counter: number;
    }
  | { readonly ok: false; readonly code: string; readonly sentence: string };

/**
 * The flags of a token's answer: WebAuthn Level 3 section 6.1, "Authenticator Data". Two more, 0x08 and 0x10, say that a
 * key may be, or is, backed up; they decide nothing here.
 */
const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const KNOWN = USER_PRESENT | USER_VERIFIED | 0x08 | 0x10;
const CARRIES_MORE = 0x40 | 0x80;

/**
 * Whether one of these security keys signed this commit, touched by somebody. Never throws; a refusal has a stable code,
 * each beginning with `signature-`, and a sentence.
 *
 * OpenSSH and git accept a signature no finger was laid on (`ssh-keygen -Y verify` knows no `verify-required`), so the
 * flags are judged here. That a key is inside a token nobody can see from a signature: it rests on who registered it.
 *
 * Which commit was signed is not asked: whoever rests a decision on it must also see that
 * `commitOf(payload, armored)` is the commit in question.
 */
export function verifyCommitSignature({ payload, armored, keys, requireUserVerification }: CommitSignature): Verified {
  const verified = attempt(() => {
    const signature = readSignature(armored);
    const { key, namespace, token } = signature;
    if (namespace !== 'git')
      throw new Refused(
        'signature-not-for-git',
        `the signature was made for ${JSON.stringify(namespace)}, not for git`,
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

/** The registered key that is the same, application and all. */
function registered(key: PublicKey, keys: readonly SecurityKey[]): SecurityKey {
  if (!isSecurityKeyType(key.type))
    throw new Refused('signature-not-security-key', `a key of type ${key.type} is no security key`);
  const same = keys.find(({ blob }) => blob === key.blob);
  if (same !== undefined) return same;
  const twin = keys.find(({ type, point }) => type === key.type && point === key.point);
  if (twin === undefined)
    throw new Refused(
      'signature-key-unknown',
      `the key ${key.fingerprint} is not registered for who should have signed`,
    );
  const [theirs, ours] = [key.application ?? '', twin.application].map((name) => JSON.stringify(name));
  throw new Refused(
    'signature-application',
    `the key signed for the application ${theirs}; it is registered for ${ours}`,
  );
}

function refuseFlags(flags: number, requireUserVerification: boolean): void {
  if ((flags & CARRIES_MORE) !== 0)
    throw new Refused('signature-extensions', 'the token says it signed extensions too, which SSH does not carry');
  if ((flags & ~KNOWN) !== 0)
    throw new Refused('signature-flags', `the token says 0x${flags.toString(16)}, of which not all is known`);
  if ((flags & USER_PRESENT) === 0)
    throw new Refused('signature-without-touch', 'nobody touched the token when it signed');
  if (requireUserVerification && (flags & USER_VERIFIED) === 0)
    throw new Refused(
      'signature-without-verification',
      'the token asked for no PIN or finger; make the key with `ssh-keygen -O verify-required`',
    );
}
