import { readFileSync, writeFileSync } from 'node:fs';
import { SoftwareKey, VERIFIED, type SoftwareKeyType } from './software-key.ts';

/*
 * What git runs as `gpg.ssh.program`, in ssh-keygen's place: `-Y sign -n NAMESPACE -f KEY FILE` writes FILE.sig. The
 * public key file's comment names the software key that signs.
 */
const [, , ...words] = process.argv;
const after = (flag: string): string => words[words.indexOf(flag) + 1] ?? '';
const file = words.at(-1) ?? '';
const [type = '', , name = ''] = readFileSync(after('-f'), 'utf8').trim().split(' ');
const key = new SoftwareKey(type as SoftwareKeyType, name);
const message = readFileSync(file, 'utf8');
writeFileSync(`${file}.sig`, key.sign(message, { namespace: after('-n'), flags: VERIFIED }));
