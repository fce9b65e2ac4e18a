import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { ledgerBranch } from '../edge/ledger.ts';
import { repositoryReader } from '../edge/github/repository.ts';
import { EXIT, SettingError } from '../failure.ts';
import { connectSigners, connectWorld } from '../connect.ts';
import { applicationDefaultCredentials, tokenCredentials } from '../edge/google/credentials.ts';
import { PIN_PATH } from '../core/ledger/pin.ts';
import { initLedger, keysFor } from '../flow/init.ts';
import { beginningIn, findPin, type Beginning } from '../flow/ledger/beginning.ts';
import { readPolicySet } from '../flow/observe/documents.ts';
import { signLedger } from '../flow/sign-ledger.ts';
import {
  githubFrom,
  googleEndpointFrom,
  ledgerKeyFrom,
  readPolicies,
  repositoryFrom,
  tokenFrom,
  type Environment,
} from '../environment.ts';
import { VERSION } from '../version.ts';
import {
  flag,
  GITHUB,
  GOOGLE,
  JSON_FLAG,
  LEDGER_KEY,
  text,
  WRONG,
  type Options,
  type Run,
  type Terminal,
  type Usage,
} from './command.ts';

export const usage = {
  about:
    'Begin the ledger of a repository that has its policies, and pin it. Print the key that signs it. Sign a ledger ' +
    'that began without a key.',
  options: {
    ledger: flag('create the branch audit with its genesis record'),
    pin: flag('write .github/pullcord-genesis, which names the ledger that counts'),
    'ledger-key': flag('print the public key that signs the ledger, for ledger.keys'),
    kms: text('VERSION', 'for --ledger-key: a key version in Cloud KMS'),
    'sign-ledger': flag('sign a ledger that began without a key, once'),
    json: JSON_FLAG,
  },
  examples: {
    'pullcord init --ledger': 'begins the ledger, and writes its pin',
    'pullcord init --pin': 'pins a ledger that has no pin yet',
    'pullcord init --ledger-key --kms projects/…/cryptoKeyVersions/1': 'prints the key of a signer in Cloud KMS',
    'pullcord init --sign-ledger': 'signs; you need the right to use the key',
  },
  environment: { ...GITHUB, ...GOOGLE, ...LEDGER_KEY },
  exit: {
    0: 'done',
    1: 'the ledger exists already, or contradicts its anchors',
    ...WRONG,
    3: 'GitHub or Google Cloud failed',
  },
} satisfies Usage;

/** Begins the ledger of a repository that has its policies, prints the key that signs it, or signs it. */
export const run: Run<typeof usage> = async (terminal, options) => {
  const { out, note, paint, env, folder } = terminal;
  const { ledger, json, kms } = options;
  if (options['sign-ledger']) return sign(terminal, options);
  if (!ledger && !options['ledger-key'] && !options.pin)
    throw new SettingError(
      '--ledger, --pin, --ledger-key or --sign-ledger is missing; type `pullcord init --ledger` to begin the ledger',
    );
  const name = repositoryFrom(env);
  const github = githubFrom(env, tokenFrom(env), note);
  const signers = await signersFrom(env, note);
  if (options['ledger-key']) {
    const { organization } = readPolicySet(await readPolicies(folder));
    if (organization === undefined)
      throw new SettingError(
        'policies/organization.yaml, which names the installation, is missing or not valid in this folder; run `pullcord check policies/organization.yaml`',
      );
    const repository = await repositoryReader(github, name).repository();
    const named = { installation: organization.installation, repository };
    const found = await keysFor(named, signers(kms === undefined ? [] : [kms]));
    if ('failed' in found) note(found.failed);
    else if (found.keys.length === 0)
      throw new SettingError(
        'no signing key is given. Name a key version: --kms projects/P/locations/L/keyRings/R/cryptoKeys/K/cryptoKeyVersions/1. Or put an Ed25519 private key, in PEM form, into PULLCORD_LEDGER_KEY',
      );
    else out(json ? `${JSON.stringify(found)}\n` : `${found.keys.join('\n')}\n`);
    return 'failed' in found ? EXIT.outside : EXIT.ok;
  }
  if (options.pin) {
    const repository = { ...repositoryReader(github, name), time: github.time };
    const found = await findPin({ repository, ledger: ledgerBranch(github, name) });
    if (found.outcome === 'pin') await writePin(folder, found.beginning);
    if (json) out(`${JSON.stringify(found)}\n`);
    else if (found.outcome === 'pin') out(pinLines(found.beginning, terminal));
    else note(found.sentence);
    return found.outcome === 'no' ? EXIT.no : EXIT.ok;
  }
  const run = { kind: 'cli', id: '', attempt: '', event: 'init', url: '' } as const;
  const begun = await initLedger(
    { ...repositoryReader(github, name), time: github.time },
    ledgerBranch(github, name),
    signers,
    run,
    VERSION,
  );
  const beginning = begun.outcome === 'created' ? beginningIn(begun.genesis) : undefined;
  if (beginning !== undefined) await writePin(folder, beginning);
  if (json) out(`${JSON.stringify({ ...begun, ...(beginning === undefined ? {} : { beginning }) })}\n`);
  else if (begun.outcome === 'created')
    out(`${paint('good', '✓ the ledger is created')}: branch audit at ${begun.head}\n`);
  else note(begun.sentence);
  if (beginning !== undefined && !json) out(pinLines(beginning, terminal));
  return begun.outcome === 'created' ? EXIT.ok : begun.outcome === 'exists' ? EXIT.no : EXIT.outside;
};

/** Writes the pin into the clone. */
async function writePin(folder: string, { pin }: Beginning): Promise<void> {
  const file = resolve(folder, PIN_PATH);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, pin);
}

/** Returns the facts that reviewers of the pin's pull request compare. */
function pinLines(beginning: Beginning, { paint }: Pick<Terminal, 'paint'>): string {
  const blobs = Object.entries(beginning.policies).map(([path, blob]) => `    ${blob}  ${path}`);
  const keys = beginning.keys.length === 0 ? ['none: checkpoints are not signed'] : beginning.keys;
  const lines = [
    `${paint('good', '✓ the pin is written')}: ${PIN_PATH}`,
    `    ${beginning.pin.trimEnd()}`,
    `Reviewers compare the first documents with commit ${beginning.commit}:`,
    ...blobs,
    'The first keys are:',
    ...keys.map((key) => `    ${key}`),
    `Merge the file in a pull request: git add ${PIN_PATH}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** Signs a ledger that began without a key. It reads the anchors first, so it needs credentials for Google. */
async function sign({ out, note, paint, env }: Terminal, { json }: Options<typeof usage>): Promise<number> {
  const repository = repositoryFrom(env);
  const github = githubFrom(env, tokenFrom(env), note);
  const at = googleEndpointFrom(env);
  const auth = await applicationDefaultCredentials(at).catch(() => tokenCredentials(''));
  const world = connectWorld({ github, repository, auth, ...at, ...ledgerKeyFrom(env), say: note });
  const run = { kind: 'cli', id: '', attempt: '', event: 'init', url: '' } as const;
  const signed = await signLedger(world, run, VERSION);
  if (json) out(`${JSON.stringify(signed)}\n`);
  else if (signed.outcome === 'signed')
    out(`${paint('good', '✓ the ledger is signed')}: ${signed.size} records, branch audit at ${signed.head}\n`);
  else note(`the ledger was not signed: ${signed.sentence}`);
  return signed.outcome === 'signed' ? EXIT.ok : signed.outcome === 'no' ? EXIT.no : EXIT.outside;
}

/** Connects the signers. Without credentials for Google a key in a file still signs, and Cloud KMS reports the error. */
async function signersFrom(env: Environment, log: (line: string) => void): Promise<ReturnType<typeof connectSigners>> {
  const at = googleEndpointFrom(env);
  const auth = await applicationDefaultCredentials(at).catch(() => tokenCredentials(''));
  return connectSigners({ auth, ...ledgerKeyFrom(env), ...at, log });
}
