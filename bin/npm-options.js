// Finds options that npm took as its own because `--` is missing. `npm run pullcord reconcile --dry-run` would otherwise
// start a reconcile without --dry-run. It is plain JavaScript, so that it runs before an install and a build.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { OPTIONS } from './options.js';

/** Commands that change something. A run of these without a typed option does harm. */
const STRICT = ['reconcile', 'quarantine', 'init'];
const OURS = Object.keys(OPTIONS);

/**
 * Returns a message with the options that npm swallowed and the right call; `undefined` if there are none.
 * @param args the arguments that npm passed on
 * @param proc the folder in which the kernel lists processes, if it does
 */
export function swallowedByNpm(env, args, proc = '/proc') {
  if (!isOurScript(env)) return undefined;
  const typed = typedFor(env, typedIn(npmLog(proc)));
  const swallowed = typed === undefined ? fromEnvironment(env, args) : fromCommandLine(typed, env);
  if (swallowed.length === 0) return undefined;
  const call = callFor(
    env,
    typed === undefined ? guess(args, swallowed) : (meant(typed, env) ?? guess(args, swallowed)),
  );
  return `npm took ${swallowed.join(' ')} as its own option, so pullcord did not start. Type -- before the arguments: ${call}`;
}

/** True if npm runs pullcord itself. False for a script that starts pullcord, such as `npm test`, and for yarn and pnpm. */
function isOurScript(env) {
  const isNpm = /^npm\//.test(env['npm_config_user_agent'] ?? 'npm/');
  return isNpm && /(?:^|[\s/\\"'])pullcord(?:\.js|\.cmd)?(?=$|[\s"';&|])/.test(env['npm_lifecycle_script'] ?? '');
}

/** Reads npm's log, which begins with its command line. On Linux the log is among the open files of the running npm. */
function npmLog(proc) {
  try {
    for (let pid = String(process.ppid); Number(pid) > 1; pid = parentOf(proc, pid)) {
      for (const fd of readdirSync(join(proc, pid, 'fd'))) {
        const file = linkOf(join(proc, pid, 'fd', fd));
        if (/-debug-\d+\.log$/.test(file)) return readFileSync(file, 'utf8');
      }
    }
  } catch {
    // Without such a list, or for another user's process, the environment decides.
  }
  return undefined;
}

function parentOf(proc, pid) {
  const stat = readFileSync(join(proc, pid, 'stat'), 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
}

function linkOf(path) {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

/** Returns the words of npm's command line; `undefined` if the log does not have them. */
function typedIn(log) {
  const line = /^\d+ verbose argv (".*)$/m.exec(log ?? '')?.[1];
  try {
    return line === undefined ? undefined : JSON.parse(`[${line.replaceAll(/" (?=")/g, '",')}]`);
  } catch {
    return undefined;
  }
}

/** Refuses the log of another npm further up. The npm that runs this script may keep no log. */
function typedFor(env, typed) {
  const event = env['npm_lifecycle_event'];
  return event === 'npx' || typed?.includes(event) ? typed : undefined;
}

/** Lists our options before `--`, and options that npm does not know. */
function fromCommandLine(typed, env) {
  const end = typed.indexOf('--');
  const options = (end < 0 ? typed : typed.slice(0, end)).filter((word) => /^-+[^-]/.test(word));
  return options.filter((word) => isLikeOurs(nameOf(word), env) || !isNpms(nameOf(word), env));
}

/**
 * Lists the options without the log. npm exports typed options and those of a .npmrc, all in lower case. An option of a
 * .npmrc counts as typed only if a mistake does harm.
 */
function fromEnvironment(env, args) {
  const strict = STRICT.includes(args[0] ?? '');
  return Object.entries(env).flatMap(([variable, value]) => {
    const name = /^npm_config_(.+)$/.exec(variable)?.[1];
    if (name === undefined || !value || !isLikeOurs(name, env)) return [];
    return strict || !isInFile(name, env) ? [`--${name.replaceAll('_', '-')}`] : [];
  });
}

function isInFile(name, env) {
  const files = [env['npm_config_userconfig'], env['npm_config_globalconfig']];
  if (env['npm_execpath'] !== undefined) files.push(join(dirname(env['npm_execpath']), '../npmrc'));
  if (env['npm_config_local_prefix'] !== undefined) files.push(join(env['npm_config_local_prefix'], '.npmrc'));
  return files.some((file) => {
    try {
      return readFileSync(file, 'utf8')
        .split('\n')
        .some((line) => bare(line.split('=')[0].trim()) === bare(name));
    } catch {
      return false;
    }
  });
}

/** True for our options. Also true for an abbreviated or misspelt one, if npm has no option of that name. */
function isLikeOurs(name, env) {
  const typed = bare(name);
  const ours = OURS.map(bare);
  if (ours.includes(typed)) return true;
  if (namesOfNpm(env)?.includes(typed)) return false;
  return ours.some((each) => (typed.length > 1 && each.startsWith(typed)) || isSlip(each, typed));
}

/** True if the words differ in at most two letters, or one or none in shorter words. */
function isSlip(ours, typed) {
  return distance(ours, typed) <= (ours.length > 5 ? 2 : ours.length > 4 ? 1 : 0);
}

function distance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1)
      next.push(Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length];
}

/** True for an option of npm, or the beginning of one. True for any option if npm's list cannot be read. */
function isNpms(name, env) {
  const known = namesOfNpm(env);
  return known === undefined || /^[/@]/.test(name) || known.some((each) => each.startsWith(bare(name)));
}

/** Reads npm's list of its options; `undefined` if this npm keeps it elsewhere. */
function namesOfNpm(env) {
  try {
    const list = join(dirname(env['npm_execpath']), '../node_modules/@npmcli/config/lib/definitions/index.js');
    const { definitions, shorthands } = createRequire(import.meta.url)(list);
    return [...Object.keys(definitions), ...Object.keys(shorthands)].map(bare);
  } catch {
    return undefined;
  }
}

function nameOf(word) {
  return word.replace(/^-+(?:no-)?/, '').replace(/=.*$/s, '');
}

function bare(name) {
  return name.toLowerCase().replaceAll(/[-_]/g, '');
}

/** Returns the words for pullcord in their typed order; `undefined` if options of npm are among them. */
function meant(typed, env) {
  const words = typed.filter((word, at) => ![word, typed[at - 1]].includes('--loglevel') && word !== '--');
  if (words.some((word) => word.startsWith('-') && !isLikeOurs(nameOf(word), env) && isNpms(nameOf(word), env)))
    return undefined;
  // npm's command and the name of the script are no words for pullcord.
  const script = env['npm_lifecycle_event'] === 'npx' ? 'pullcord' : env['npm_lifecycle_event'];
  for (const word of [words.find((each) => !each.startsWith('-')), script]) {
    const at = words.indexOf(word);
    if (at >= 0) words.splice(at, 1);
  }
  return words.map(quote);
}

function guess(args, swallowed) {
  const values = swallowed.map((option) => (OPTIONS[option.slice(2)]?.type === 'string' ? `${option} …` : option));
  return [...args.slice(0, 1).map(quote), ...values];
}

function callFor(env, words) {
  const script =
    env['npm_lifecycle_event'] === 'npx' ? 'npm exec -- pullcord' : `npm run -s ${env['npm_lifecycle_event']} --`;
  return [script, ...words].join(' ');
}

function quote(word) {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
