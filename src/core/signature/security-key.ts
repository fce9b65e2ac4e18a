import { fromBase64 } from '../ledger/base64.ts';
import { isSecurityKeyType, readPublicKey, SECURITY_KEY_TYPES, toKeyObject, type SecurityKey } from './public-key.ts';
import { attempt, type Attempt, Refused } from './refused.ts';

const SHAPE = /^(\S+) +(\S+)(?: +(\S.*))?$/;

/**
 * Reads a line of a public key file (sshd(8), "AUTHORIZED_KEYS FILE FORMAT", without options):
 * `sk-ssh-ed25519@openssh.com AAAA… comment`. It accepts only keys of FIDO tokens. Codes: `security-key-malformed`, and
 * `security-key-plain` for a software key.
 */
export function parseSecurityKey(line: string): Attempt<SecurityKey> {
  return attempt(() => {
    const [, type = '', base64 = '', comment = ''] = SHAPE.exec(line.trim()) ?? [];
    if (!isSecurityKeyType(type)) throw otherType(type);
    const bytes = fromBase64(base64);
    const key = bytes === undefined ? undefined : attempt(() => readPublicKey(bytes));
    if (key === undefined) throw bad('the middle of the line is not base64; copy the whole line of the .pub file');
    if (!key.ok) throw bad(`${key.sentence}; copy the whole line of the .pub file`);
    const { value } = key;
    const point = attempt(() => toKeyObject(value));
    if (!point.ok) throw bad(`${point.sentence}; copy the whole line of the .pub file`);
    if (value.type !== type || value.application === undefined)
      throw bad(`the key's own type is ${value.type}; copy the whole line of the .pub file`);
    if (value.application === '')
      throw bad('the key has no application; make one with `ssh-keygen -t ed25519-sk -O verify-required`');
    return { ...value, type, application: value.application, comment: comment.trim() };
  });
}

function otherType(type: string): Refused {
  const right = `make one with \`ssh-keygen -t ed25519-sk -O verify-required\``;
  if (/-cert-v\d\d@openssh\.com$/.test(type)) return bad('this is a certificate; register the key itself');
  if (/^(?:ssh-|ecdsa-sha2-)/.test(type))
    return new Refused('security-key-plain', `a key of type ${type} is not a security key; ${right}`);
  return bad(`a security key's line begins with ${SECURITY_KEY_TYPES.join(' or ')}`);
}

function bad(sentence: string): Refused {
  return new Refused('security-key-malformed', sentence);
}
