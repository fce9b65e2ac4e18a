#!/usr/bin/env node
// Starts Pullcord from a checkout, on any Node from 18 on. It installs dependencies and builds if necessary, and then
// starts the project's own Node 24. A release needs no install and no build, and runs on the installed Node. The
// launcher writes only to standard error, so that standard output is Pullcord's alone.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { swallowedByNpm } from './npm-options.js';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const NODE_NEEDED = 24;
/** The sources of the build: files and folders, relative to the project. */
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

/** True if node_modules has the packages of the lockfile. npm lists its installed packages in a file of its own. */
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
  say('installing dependencies with npm ci; this happens once');
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

/** Returns the Node 24 of the dependencies, or this one if it is new enough. */
function findNode() {
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const own = join(ROOT, 'node_modules', `node-${system}-${process.arch}`, 'bin', name);
  if (existsSync(own)) return own;
  if (Number(process.versions.node.split('.')[0]) >= NODE_NEEDED) return process.execPath;
  return stop(
    WRONG_SETUP,
    `this is Node ${process.version}, and Pullcord needs Node ${NODE_NEEDED} or newer. There is no package of it for ` +
      `${process.platform}-${process.arch}. Install Node ${NODE_NEEDED} and put it first on PATH.`,
  );
}

/** True if the build is newer than all of its sources. A build writes meta.json last. */
function isBuilt() {
  const built = changedAt('dist/meta.json');
  return built !== undefined && SOURCES.every((source) => newest(source) <= built);
}

/** Returns the time of the newest file. A folder's own time counts too: it changes if a file in it is removed. */
function newest(path) {
  const own = changedAt(path) ?? 0;
  if (!existsSync(join(ROOT, path)) || !statSync(join(ROOT, path)).isDirectory()) return own;
  return Math.max(own, ...readdirSync(join(ROOT, path)).map((name) => newest(join(path, name))));
}

function changedAt(path) {
  return statSync(join(ROOT, path), { throwIfNoEntry: false })?.mtimeMs;
}

function build(node) {
  say('building, since the sources are newer than dist');
  run(node, [join('scripts', 'build.ts')], 'the build');
}

function run(command, args, what, shell = false) {
  const { status, error } = spawnSync(command, args, { cwd: ROOT, stdio: ['ignore', 'ignore', 2], shell });
  if (error !== undefined) stop(OUTSIDE_FAILED, `${what} could not be started: ${error.message}`);
  if (status !== 0) stop(OUTSIDE_FAILED, `${what} failed; its output is above`);
}

/** Runs the command line with the same arguments and streams. It passes signals on, and ends with the same status. */
function handOver(node) {
  const child = spawn(node, [join(ROOT, 'dist', 'cli.js'), ...process.argv.slice(2)], { stdio: 'inherit' });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) {
    process.on(signal, () => {
      // A terminal interrupts the whole group. A second interrupt would look like impatience.
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
 * Ends the command line when its parent ends. npm starts scripts through a shell and signals only that shell, which ends
 * without passing the signal on. So this is needed under npm, and only there.
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
