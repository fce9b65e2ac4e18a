/*
 * How the commands of the documents run.
 *
 * Every ```sh block of README.md, CONTRIBUTING.md, SECURITY.md and docs/ runs in page order. A page has one bash and
 * one fresh clone. Each command must end with 0. A writer of documents adds a block and runs
 *
 *   npx vitest run --project deep test/documents
 *
 * Most blocks need nothing more: `gh`, `git@github.com:acme/…`, `gcloud` and `pullcord` all reach the sandbox, where
 * acme/access is set up and pull request 42 gave alice access. A block needs an entry
 * - in STORIES, if the page begins with a new repository, or a part of the page needs a shell of its own;
 * - in TOGETHER, if the page goes on where another page ends;
 * - in RULES, if a command ends with another status, is typed by another person than the administrator, asks something,
 *   needs a file that the reader has, or runs in `.ci/run` already;
 * - in PLACEHOLDERS, if it holds a word that the reader replaces;
 * - in gcloud-commands.ts, if it is a gcloud command that no document had before.
 *
 * A `yaml` block whose first line is a comment with a file's name is a file that the reader saved.
 * An `sh` block holds no output, no prose and no `…`.
 */
import { join } from 'node:path';
import { APP } from '../../src/sandbox/github/state.ts';
import type { Ground, World } from './world.ts';

export interface Story {
  readonly page: string;
  /** Heading at which a new shell and a new world begin. Without it the story begins with the page. */
  readonly from?: string;
  readonly ground: Ground;
}

/** A page that is one story in the world `running` has no entry. */
export const STORIES: readonly Story[] = [{ page: 'docs/deploy-github.md', ground: 'new' }];

/** Pages that a reader follows one after the other: they share one shell and one world. */
export const TOGETHER: readonly (readonly string[])[] = [
  ['docs/deploy-github.md', 'docs/deploy-google.md', 'docs/ledger.md', 'docs/doctor.md'],
];

/** Words that a reader replaces, and what they stand for here. */
export const PLACEHOLDERS: readonly (readonly [word: RegExp, meaning: string])[] = [
  // The rehearsal key that signs the sandbox's ledger, from policies/organization.yaml.
  [/\bVKEY\b/g, 'pullcord/acme/700100+ac34d8a6+AW37dOMLHTBuj9Y4jEgy9bh76a2jfw99QAOiC6InO3RU'],
  // The number of the App that alone may write the branch audit.
  [/"actor_id": 123456\b/g, `"actor_id": ${APP.id}`],
];

export interface Rule {
  /** The commands it is for. */
  readonly of: RegExp;
  /** Login of the person who types. */
  readonly as?: string;
  /** Answers to what the command asks. */
  readonly typed?: string;
  /** A command that an earlier page asked for. */
  readonly given?: string;
  /** Exit status, if it is not 0. */
  readonly status?: number;
  /** Text that the output must have. */
  readonly says?: RegExp;
  /** Files that the reader has, by name in the shell's folder. */
  readonly files?: Readonly<Record<string, (world: World) => string>>;
  /** True if `.ci/run` has this very command. Then it does not run here. */
  readonly inCi?: true;
  /** What an administrator did before. */
  readonly before?: (world: World) => void;
}

const privateKey = () => '-----BEGIN RSA PRIVATE KEY-----\nonly the bytes matter\n-----END RSA PRIVATE KEY-----\n';
const entries = (world: World, of: (entry: { readonly text: string }) => boolean): string =>
  JSON.stringify(world.sandbox.google.logEntries().filter((entry) => of({ text: JSON.stringify(entry) })));
const EXPORTS = 'export GITHUB_REPOSITORY=acme/access GITHUB_TOKEN="$(gh auth token)"';
/** Google takes five deny policies a minute: without the long pauses between tries. */
const SHORT_PAUSES = `export NODE_OPTIONS=--import=${join(import.meta.dirname, '../support/short-pauses.ts')}`;

const dropRuleset = (name: string) => (world: World) => {
  const { state } = world.sandbox.github;
  state.rulesets.splice(0, Infinity, ...state.rulesets.filter((ruleset) => ruleset.name !== name));
};

/** All rules that match a command hold for it. */
export const RULES: readonly Rule[] = [
  { of: /^npm cit\b/, inCi: true },
  { of: /^npm run (?:-s )?demo\b/, inCi: true },
  { of: /< app\.private-key\.pem/, files: { 'app.private-key.pem': privateKey } },
  { of: /^gh secret set PULLCORD_PAGERDUTY_TOKEN/, typed: 'u+key\n' },
  { of: /^gcloud logging buckets update [^]* --locked/, typed: 'y\n' },
  // Carol is of team:security, which may quarantine.
  { of: /^gh workflow run quarantine\.yml/, as: 'carol' },
  {
    of: /^npm run -s pullcord -- quarantine /,
    as: 'carol',
    given: `${EXPORTS}; ${SHORT_PAUSES}`,
    // The workflow did it before. Her own token may not write audit, and the credentials here place no deny policies.
    status: 3,
    says: /alice \(1001\).*record \d+/,
  },
  // The ledger of the page is signed from its first record on.
  { of: /init --sign-ledger$/, status: 1, says: /the ledger names keys of its own already/ },
  // Nobody merged the pin here: that needs a second person's review on GitHub.
  { of: /doctor --federation provider\.json/, status: 1, says: /ledger-unpinned/ },
  // The page says that an administrator disables the ruleset for the moment.
  { of: /^git push origin origin\/audit:/, before: dropRuleset('audit') },
  {
    of: /--anchors anchors\.json/,
    files: { 'anchors.json': (world) => entries(world, ({ text }) => text.includes('"event":"checkpoint"')) },
  },
  {
    of: /--audit-log set-iam-policy\.json/,
    files: { 'set-iam-policy.json': (world) => entries(world, ({ text }) => text.includes('SetIamPolicy')) },
  },
];
