import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { pages, ROOT, type Block, type Page, type Unit } from './blocks.ts';
import { findCommand, type ExpectedCall } from './gcloud-commands.ts';
import type { GoogleCall } from './google.ts';
import { PLACEHOLDERS, RULES, STORIES, TOGETHER, type Rule } from './pages.ts';
import { openShell, type Shell } from './shell.ts';
import { gcloudInstalled } from './tools.ts';
import { openWorld, type Ground, type World } from './world.ts';

/** Blocks that share one shell and one world. */
export interface Part {
  readonly title: string;
  readonly page: Page;
  readonly ground: Ground;
  readonly blocks: readonly Block[];
}

/** Returns all pages. Pages that belong together are one, under the path of the first. */
export function storyPages(): readonly Page[] {
  const all = pages();
  return all.flatMap((page) => {
    const group = TOGETHER.find((paths) => paths.includes(page.path)) ?? [page.path];
    const members = all.filter(({ path }) => group.includes(path));
    const ordered = group.flatMap((path) => members.filter((member) => member.path === path));
    return ordered[0] === page ? [{ path: page.path, blocks: ordered.flatMap(({ blocks }) => blocks) }] : [];
  });
}

/** Divides a page at the headings of STORIES. An entry without commands divides nothing. */
export function partsOf(page: Page): readonly Part[] {
  const starting = STORIES.filter((story) => story.page === page.path).map((story) => ({
    story,
    start: story.from === undefined ? 0 : page.blocks.findIndex(({ heading }) => heading === story.from),
  }));
  const found = starting.filter(({ start }) => start >= 0);
  const stories = found.map(({ story }) => story);
  const starts = found.map(({ start }) => start);
  const all = [...new Set([0, ...starts])].toSorted((a, b) => a - b);
  return all.map((start, index) => {
    const story = stories[starts.lastIndexOf(start)];
    return {
      title: story?.from === undefined ? page.path : `${page.path}, from "${story.from}" on`,
      page,
      ground: story?.ground ?? 'running',
      blocks: page.blocks.slice(start, all[index + 1]),
    };
  });
}

/** Runs all commands of a part. @returns what went wrong, with the place and the output */
export async function play(part: Part, dist: string): Promise<{ readonly ran: number; readonly faults: string[] }> {
  const world = await openWorld(part.ground, dist);
  const shell = openShell(world.clone, world.env, world.scratch);
  const faults: string[] = [];
  let ran = 0;
  for (const path of new Set(part.blocks.map((block) => block.path))) saveFiles(path, world);
  for (const { path, unit } of part.blocks.flatMap((block) =>
    block.units.map((one) => ({ path: block.path, unit: one })),
  )) {
    const place = `${path}:${unit.line} ${unit.text.split('\n')[0] ?? ''}`;
    for (const fault of await runUnit(unit, world, shell)) faults.push(`${place}\n${fault}`);
    ran += 1;
  }
  await shell.close();
  await world.sandbox.runner.idle();
  for (const run of world.sandbox.runner.runs.list())
    if (run.conclusion !== 'success')
      faults.push(`${part.title}: the run of ${run.path} ended with ${run.conclusion}\n${logOf(run)}`);
  await world.close();
  return { ran, faults };
}

const logOf = ({ jobs }: { readonly jobs: readonly { readonly logs: string }[] }) =>
  jobs.map(({ logs }) => logs.slice(-3000)).join('\n');

async function runUnit(unit: Unit, world: World, shell: Shell): Promise<readonly string[]> {
  const rules = RULES.filter(({ of }) => of.test(unit.text));
  const pick = <K extends keyof Rule>(name: K) => rules.find((rule) => rule[name] !== undefined)?.[name];
  if (pick('inCi') === true) return inCi(unit.text) ? [] : ['.ci/run does not have this command'];
  writeFileSync(world.token, world.sandbox.tokens[pick('as') ?? 'acme-admin'] ?? '');
  for (const { before } of rules) before?.(world);
  const { output: folder } = await shell.run('printf %s "$PWD"');
  for (const { files = {} } of rules)
    for (const [name, make] of Object.entries(files))
      if (!existsSync(join(folder, name))) writeFileSync(join(folder, name), make(world));
  const given = pick('given');
  if (given !== undefined) await shell.run(given);
  world.google.takeCalls();
  const text = PLACEHOLDERS.reduce((command, [word, meaning]) => command.replace(word, meaning), unit.text);
  const { status, output } = await shell.run(text, pick('typed'));
  // The reader waits for the run.
  if (unit.text.startsWith('gh workflow run')) await world.sandbox.runner.idle();
  const said = pick('says');
  return [
    ...(status === (pick('status') ?? 0) ? [] : [`ended with ${status}\n${output.slice(-4000)}`]),
    ...(said === undefined || said.test(output) ? [] : [`does not say ${String(said)}\n${output.slice(-4000)}`]),
    ...gcloudFaults(world),
  ];
}

/** True if `.ci/run` runs the command. A comment and the flag -s make no difference. */
export function inCi(text: string, ci = readFileSync(join(ROOT, '.ci/run'), 'utf8')): boolean {
  const plain = (command: string) =>
    command
      .replace(/\s+#.*$/, '')
      .replace('npm run -s ', 'npm run ')
      .trim();
  return ci.split('\n').some((line) => {
    const [, checked = ''] = /^check '[^']+' (.+)$/.exec(line) ?? [];
    return checked !== '' && `${plain(checked)} `.startsWith(`${plain(text)} `);
  });
}

/** Compares the calls of each gcloud command since the last command with the table. */
function gcloudFaults(world: World): readonly string[] {
  const commands = world.takeGcloud();
  const calls = world.google.takeCalls();
  if (commands.length === 0) return [];
  const expected = commands.flatMap((argv) => {
    const { command, args } = findCommand(argv);
    return command.sends(args);
  });
  if (gcloudInstalled === undefined) return [];
  // A document may send one API to its own sandbox, past the recorder.
  if (calls.length === 0 && world.pastRecorder()) return [];
  return differences(calls, expected);
}

function differences(calls: readonly GoogleCall[], expected: readonly ExpectedCall[]): readonly string[] {
  try {
    const sent = calls.map(({ method, address }) => `${method} ${plainAddress(address)}`);
    expect(sent).toEqual(expected.map(([method, address]) => `${method} ${address}`));
    for (const [index, [, , body]] of expected.entries())
      if (body !== undefined) expect(calls[index]?.body).toEqual(containing(body));
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

/** Objects may have more fields, arrays may have more items. */
function containing(value: unknown): unknown {
  if (Array.isArray(value)) return expect.arrayContaining(value.map(containing)) as unknown;
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, field]) => [name, containing(field)] as const);
  return expect.objectContaining(Object.fromEntries(fields)) as unknown;
}

const plainAddress = (address: string): string => address.replace(/([?&])alt=json&?/, '$1').replace(/[?&]$/, '');

/** Saves the `yaml` blocks that name a file which the clone does not have. */
function saveFiles(path: string, world: World): void {
  const text = readFileSync(join(ROOT, path), 'utf8');
  for (const [, body = '', name = ''] of text.matchAll(/^```yaml\n(# (\S+\.ya?ml)\n[^]*?)^```$/gm))
    if (!existsSync(join(world.clone, name))) writeFileSync(join(world.clone, name), body);
}
