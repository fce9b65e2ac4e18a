import {
  accessSections,
  breakGlassSections,
  personSections,
  slowestSections,
  unusedSections,
} from '../core/audit/answers.ts';
import { documentSections } from '../core/audit/change-page.ts';
import { pullSections } from '../core/audit/pull-page.ts';
import {
  aboutPull,
  breakGlassUses,
  endedGrants,
  pullsNear,
  slowestRemovals,
  unusedGrants,
  whatPersonDid,
  whoHadAccess,
} from '../core/audit/questions.ts';
import type { Section } from '../core/report/report.ts';
import { EXIT, SettingError } from '../failure.ts';
import { JSON_FLAG, MARKDOWN_FLAG, text, type Options, type Run, type Usage } from './command.ts';
import { present } from './present.ts';
import {
  documentFrom,
  instantFrom,
  personFrom,
  reachableResource,
  readPast,
  resourceFrom,
  type Past,
} from './reading.ts';

export const usage = {
  about: 'Answer one question about the past, from a clone. It needs no network and no credentials.',
  words: {
    access: 'people who could use a resource: --resource, --from and --to',
    'person LOGIN': "a person's requests and approvals",
    'break-glass': 'uses without prior approval, and their reviews',
    unused: 'expired grants without a recorded use',
    slowest: 'bindings that stayed longest after their window',
    'pull N': 'everything about one pull request, as one page',
    'document PATH': 'each change of a policy, its verdict and approvers',
    DIR: 'the clone or folder, after the question (default: this folder)',
  },
  options: {
    resource: text('R', 'such as projects/acme-orders-prod, folders/123'),
    from: text('T', 'the start, such as 2026-11-24T02:17:00Z'),
    to: text('T', 'the end'),
    json: JSON_FLAG,
    markdown: MARKDOWN_FLAG,
  },
  examples: {
    'pullcord audit access --resource projects/acme-orders-prod \\\n    --from 2026-11-24T00:00:00Z --to 2026-11-25T00:00:00Z':
      'people who could use the project on that day',
    'pullcord audit person alice ../access': "alice's requests, out of another clone",
    'pullcord audit pull 42 --markdown': 'one pull request, for a document',
  },
  exit: {
    0: 'done',
    2: 'an argument is wrong, or the ledger and policies/ do not know the name',
    3: 'the ledger is not valid, so no answer is given from it',
  },
} satisfies Usage;

/** An answer: data for programs, sections for people. */
interface Answer {
  readonly data: unknown;
  readonly sections: readonly Section[];
}

interface Question {
  readonly usage: string;
  /** Words after the question's name and before the folder. */
  readonly words: number;
  /** Checks its arguments before anything is read. */
  readonly prepare: (words: readonly string[], options: Options<typeof usage>) => (past: Past) => Answer;
}

const QUESTIONS: Readonly<Record<string, Question>> = {
  access: {
    usage: 'audit access --resource projects/acme-orders-prod --from 2026-11-24T00:00:00Z --to 2026-11-25T00:00:00Z',
    words: 0,
    prepare(_, { resource, from, to }) {
      if (resource === undefined || from === undefined || to === undefined) {
        const missing = Object.entries({ resource, from, to }).filter(([, value]) => value === undefined);
        throw new SettingError(
          `missing: ${missing.map(([name]) => `--${name}`).join(', ')}; type \`pullcord ${QUESTIONS['access']?.usage ?? ''}\``,
        );
      }
      const asked = { resource: resourceFrom(resource), from: instantFrom('from', from), to: instantFrom('to', to) };
      if (asked.from >= asked.to)
        throw new SettingError(`--from ${from} is not before --to ${to}; give an earlier --from`);
      return (past) => {
        const resource = reachableResource(past, asked.resource);
        return answerOf(whoHadAccess(past.records, { ...asked, resource }, past.known.resources), accessSections);
      };
    },
  },
  person: {
    usage: 'audit person alice',
    words: 1,
    prepare:
      ([who = '']) =>
      (past) =>
        answerOf(whatPersonDid(past.records, personFrom(past, who)), personSections),
  },
  'break-glass': {
    usage: 'audit break-glass',
    words: 0,
    prepare: () => (past) => answerOf(breakGlassUses(past.records), breakGlassSections),
  },
  unused: {
    usage: 'audit unused',
    words: 0,
    prepare:
      () =>
      ({ records }) =>
        answerOf(unusedGrants(records), (rows) => unusedSections(rows, endedGrants(records).length)),
  },
  slowest: {
    usage: 'audit slowest',
    words: 0,
    prepare: () => (past) => answerOf(slowestRemovals(past.records), slowestSections),
  },
  pull: {
    usage: 'audit pull 42',
    words: 1,
    prepare([number = '']) {
      if (!/^#?[1-9]\d{0,9}$/.test(number))
        throw new SettingError(
          `${JSON.stringify(number)} is not the number of a pull request; type \`pullcord audit pull 42\``,
        );
      return ({ records }) => {
        const asked = Number(number.replace('#', ''));
        const answer = aboutPull(records, asked);
        if (answer === undefined) throw new SettingError(noRecordOf(asked, pullsNear(records, asked)));
        return answerOf(answer, pullSections);
      };
    },
  },
  document: {
    usage: 'audit document policies/orders.yaml',
    words: 1,
    prepare:
      ([path = '']) =>
      (past) =>
        answerOf(documentFrom(past, path), documentSections),
  },
};

/** Answers one question about the past, from a clone. It needs no network and no credentials. */
export const run: Run<typeof usage> = async (terminal, options) => {
  const [name = '', ...words] = options.files;
  const question = Object.hasOwn(QUESTIONS, name) ? QUESTIONS[name] : undefined;
  if (question === undefined)
    throw new SettingError(
      `${name === '' ? 'a question is missing' : `there is no question ${JSON.stringify(name)}`}; type one of these after \`pullcord audit\`: ${Object.keys(QUESTIONS).join(', ')}`,
    );
  if (words.length < question.words || words.length > question.words + 1)
    throw new SettingError(
      `${words.length < question.words ? `\`audit ${name}\` lacks a word` : `\`audit ${name}\` has a word too many: ${words.at(-1) ?? ''}`}; type \`pullcord ${question.usage}\`, and then the folder of the clone if it is not this folder`,
    );
  if (options.json && options.markdown)
    throw new SettingError('--json and --markdown cannot be combined; give one of them');
  const answer = question.prepare(words.slice(0, question.words), options);
  const { data, sections } = answer(await readPast(terminal, words[question.words] ?? '.'));
  present(terminal, options, data, sections);
  return EXIT.ok;
};

function noRecordOf(pull: number, near: readonly number[]): string {
  const hint = near.length === 0 ? '' : `; the nearest on record are ${near.map((number) => `#${number}`).join(', ')}`;
  return `the ledger has no record of #${pull}${hint}. A request that waits has none yet; type \`pullcord explain ${pull}\` to see it.`;
}

function answerOf<T>(data: T, sections: (data: T) => readonly Section[]): Answer {
  return { data, sections: sections(data) };
}
