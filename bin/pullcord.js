#!/usr/bin/env node
// Starts Pullcord from a checkout, on any Node from 18 on: installs and builds what is missing, then hands over to the
// project's own Node 24. A release has nothing to install or build, and runs on the Node that is there. Everything the
// launcher says goes to standard error, so that standard output is Pullcord's alone.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { swallowedByNpm } from './npm-options.js';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const NODE_NEEDED = 24;
/** What the build is made from, files and folders, relative to the project. */
const SOURCES = ['src', 'bin/options.js', 'scripts/build', 'scripts/build.ts', 'package.json', 'package-lock.json'];
const WRONG_SETUP = 2;
const OUTSIDE_FAILED = 3;

const swallowed = swallowedByNpm(process.env, process.argv.slice(2));
if (swallowed !== undefined) stop(WRONG_SETUP, swallowed);
const isRelease = !existsSync(join(ROOT, 'src')) && existsSync(join(ROOT, 'dist/cli.js'));
if (!isRelease && !isInstalled()) install();
const node = findNode();
if (!isRelease && !isBuilt()) build(node);
handOver(node);

/** Whether node_modules holds what the lockfile asks for; npm keeps its own account of what it put there. */
function isInstalled() {
  const wanted = readPackages('package-lock.json');
  const present = readPackages('node_modules/.package-lock.json');
  if (wanted === undefined || present === undefined) return false;
  return Object.entries(wanted).every(([path, { version, optional, devOptional }]) => {
    if (path === '') return true;
    const here = present[path];
    return here === undefined ? optional === true || devOptional === true : here.version === version;
  });
}

function readPackages(lockfile) {
  try {
    return JSON.parse(readFileSync(join(ROOT, lockfile), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

function install() {
  say('installing dependencies (npm ci), once');
  const args = ['ci', '--include=dev', '--no-fund', '--no-audit', '--loglevel=error'];
  const npm = process.env['npm_execpath'];
  const known = npm !== undefined && npm.endsWith('npm-cli.js');
  run(
    known ? process.execPath : 'npm',
    known ? [npm, ...args] : args,
    'npm ci',
    !known && process.platform === 'win32',
  );
}

/** The Node 24 among the dependencies, or this one if it is new enough. */
function findNode() {
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const own = join(ROOT, 'node_modules', `node-${system}-${process.arch}`, 'bin', name);
  if (existsSync(own)) return own;
  if (Number(process.versions.node.split('.')[0]) >= NODE_NEEDED) return process.execPath;
  return stop(
    WRONG_SETUP,
    `Node ${NODE_NEEDED} or newer is needed, this is ${process.version}, and there is no packaged one for ` +
      `${process.platform}-${process.arch}: install Node ${NODE_NEEDED} and put it first on PATH`,
  );
}

/** Whether the build is younger than everything it is made from. meta.json is what a build writes last. */
function isBuilt() {
  const built = changedAt('dist/meta.json');
  return built !== undefined && SOURCES.every((source) => newest(source) <= built);
}

/** A folder counts with its own time too: it changes when something in it is removed. */
function newest(path) {
  const own = changedAt(path) ?? 0;
  if (!existsSync(join(ROOT, path)) || !statSync(join(ROOT, path)).isDirectory()) return own;
  return Math.max(own, ...readdirSync(join(ROOT, path)).map((name) => newest(join(path, name))));
}

function changedAt(path) {
  return statSync(join(ROOT, path), { throwIfNoEntry: false })?.mtimeMs;
}

function build(node) {
  say('building, because the sources are newer than dist');
  run(node, [join('scripts', 'build.ts')], 'the build');
}

function run(command, args, what, shell = false) {
  const { status, error } = spawnSync(command, args, { cwd: ROOT, stdio: ['ignore', 'ignore', 2], shell });
  if (error !== undefined) stop(OUTSIDE_FAILED, `${what} could not be started: ${error.message}`);
  if (status !== 0) stop(OUTSIDE_FAILED, `${what} failed; what it says is above`);
}

/** Runs the command line with the same arguments and streams, ends as it ends, and passes on what asks it to end. */
function handOver(node) {
  const child = spawn(node, [join(ROOT, 'dist', 'cli.js'), ...process.argv.slice(2)], { stdio: 'inherit' });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) {
    process.on(signal, () => {
      // A terminal interrupts the whole group by itself; a second interrupt would read as impatience.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  if (process.env['npm_command'] !== undefined) endWithParent(child);
  child.on('error', (error) => stop(OUTSIDE_FAILED, `${node} could not be started: ${error.message}`));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
    process.exit();
  });
}

/**
 * npm starts scripts through a shell and asks only that shell to end, which ends without passing it on. So under npm, and only
 * there, the shell's end is a request to end.
 */
function endWithParent(child) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    child.kill('SIGTERM');
  }, 200);
}

function say(line) {
  process.stderr.write(`pullcord: ${line}\n`);
}

function stop(code, line) {
  say(line);
  process.exit(code);
}
