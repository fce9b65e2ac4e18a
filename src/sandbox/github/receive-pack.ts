import { ApiError, RuleViolation } from './errors.ts';
import { GitFailed, runGit } from './git/process.ts';
import { FLUSH, pktLine, readPktLines } from './pkt-line.ts';
import { moveRef } from './repository/branches.ts';
import { isRefName } from './rest/refs.ts';
import type { TokenIdentity } from './state.ts';
import type { World } from './world.ts';

/**
 * Receives a push. The objects go to git. Each ref moves by the same function as for every other change, so that the
 * same rules hold. The protocol is https://git-scm.com/docs/pack-protocol, "Pushing Data To a Server".
 * @returns the answer's body
 */
export async function receivePack(world: World, actor: TokenIdentity, input: Buffer): Promise<Buffer> {
  const { lines, rest } = readPktLines(input);
  const { commands, capabilities } = readCommands(lines);
  const unpacked = await unpack(world, rest, commands);
  const results = unpacked === 'ok' ? await world.serially(() => apply(world, actor, commands, capabilities)) : [];
  return report(unpacked, results, capabilities);
}

interface Command {
  readonly ref: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

interface Result {
  readonly ref: string;
  /** Undefined if the ref moved. */
  readonly refused: { readonly reason: string; readonly sentences: readonly string[] } | undefined;
}

const NOWHERE = '0'.repeat(40);

function readCommands(lines: readonly Buffer[]): { commands: Command[]; capabilities: ReadonlySet<string> } {
  const text = lines.map((line) => line.toString('utf8').replace(/\n$/, ''));
  const [first = ''] = text;
  const capabilities = new Set((first.split('\0')[1] ?? '').trim().split(' '));
  const commands = text.flatMap((line) => {
    const parts = /^([0-9a-f]{40}) ([0-9a-f]{40}) ([^\0]+)/.exec(line);
    if (parts === null) return [];
    const [, from = NOWHERE, to = NOWHERE, ref = ''] = parts;
    const oid = (text: string) => (text === NOWHERE ? undefined : text);
    return [{ ref, from: oid(from), to: oid(to) }];
  });
  return { commands, capabilities };
}

/** Stores the pack and checks that every object reachable from the new heads exists. */
async function unpack(world: World, pack: Buffer, commands: readonly Command[]): Promise<string> {
  const { directory } = world.git;
  const heads = commands.flatMap(({ to }) => to ?? []);
  try {
    if (pack.length > 0) await runGit(directory, ['index-pack', '--stdin', '--fix-thin', '--strict'], pack);
    if (heads.length > 0) await runGit(directory, ['rev-list', '--objects', '--quiet', ...heads, '--not', '--all']);
    return 'ok';
  } catch (error) {
    if (error instanceof GitFailed) return 'the pack is broken or incomplete';
    throw error;
  }
}

async function apply(
  world: World,
  actor: TokenIdentity,
  commands: readonly Command[],
  capabilities: ReadonlySet<string>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const command of commands)
    results.push({ ref: command.ref, refused: await move(world, actor, command, capabilities) });
  return results;
}

async function move(
  world: World,
  actor: TokenIdentity,
  command: Command,
  capabilities: ReadonlySet<string>,
): Promise<Result['refused']> {
  const refuse = (reason: string, sentences: readonly string[] = []) => ({ reason, sentences });
  if (capabilities.has('atomic')) return refuse('the sandbox does not support atomic pushes');
  if (command.ref.startsWith('refs/pull/')) return refuse('deny updating a hidden ref');
  if (!isRefName(command.ref)) return refuse('funny refname');
  try {
    await moveRef(world, actor, command);
    return undefined;
  } catch (error) {
    if (error instanceof RuleViolation)
      return refuse('push declined due to repository rule violations', error.sentences);
    if (error instanceof ApiError) return refuse('failed to update ref');
    throw error;
  }
}

function report(unpacked: string, results: readonly Result[], capabilities: ReadonlySet<string>): Buffer {
  const status = Buffer.concat([
    pktLine(`unpack ${unpacked}\n`),
    ...results.map(({ ref, refused }) =>
      pktLine(refused === undefined ? `ok ${ref}\n` : `ng ${ref} ${refused.reason}\n`),
    ),
    FLUSH,
  ]);
  if (!capabilities.has('side-band-64k')) return capabilities.has('report-status') ? status : Buffer.alloc(0);
  const words = results.flatMap(({ ref, refused }) => explain(ref, refused?.sentences ?? []));
  return Buffer.concat([
    // Channel 2 is for people: git shows each line after `remote:`.
    ...words.map((line) => pktLine(`\x02${line}\n`)),
    pktLine(Buffer.concat([Buffer.from([1]), status])),
    FLUSH,
  ]);
}

function explain(ref: string, sentences: readonly string[]): readonly string[] {
  if (sentences.length === 0) return [];
  return [
    `error: GH013: Repository rule violations found for ${ref}.`,
    '',
    ...sentences.flatMap((one) => [`- ${one}`, '']),
  ];
}
