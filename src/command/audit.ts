import {
  accessSections,
  breakGlassSections,
  personSections,
  slowestSections,
  unusedSections,
} from '../core/audit/answers.ts';
import { pullSections } from '../core/audit/pull-page.ts';
import {
  aboutPull,
  breakGlassUses,
  slowestRemovals,
  unusedGrants,
  whatPersonDid,
  whoHadAccess,
} from '../core/audit/questions.ts';
import type { LedgerRecord } from '../core/ledger/record.ts';
import type { Section } from '../core/report/report.ts';
import { EXIT, SettingError } from '../failure.ts';
import { JSON_FLAG, MARKDOWN_FLAG, text, WRONG, type Options, type Run, type Usage } from './command.ts';
import { present } from './present.ts';
import { instantFrom, personFrom, readRecords, resourceFrom } from './reading.ts';

export const usage = {
  about: 'Answer one question about the past, out of a clone: no network, no credentials.',
  words: {
    access: 'who could use a resource in a time: --resource, --from and --to',
    'person LOGIN': 'what a person asked for and approved',
    'break-glass': 'uses without prior approval, and their reviews',
    unused: 'grants of which no use is on record',
    slowest: "the longest from a window's end to the removal",
    'pull N': 'everything about one pull request, as one page',
    DIR: 'the clone or folder, after the question (default: this folder)',
  },
  options: {
    resource: text('R', 'such as projects/acme-orders-prod, folders/123'),
    from: text('T', 'from then on, as 2026-11-24T02:17:00Z'),
    to: text('T', 'before then'),
    json: JSON_FLAG,
    markdown: MARKDOWN_FLAG,
  },
  examples: {
    'pullcord audit access --resource projects/acme-orders-prod \\\n    --from 2026-11-24T00:00:00Z --to 2026-11-25T00:00:00Z':
      'who could use the project on that day',
    'pullcord audit person alice ../access': 'what alice did, out of another clone',
    'pullcord audit pull 42 --markdown': 'one pull request, for a document',
  },
  exit: { 0: 'done', ...WRONG, 3: 'the ledger is not valid; nothing is told from it' },
} satisfies Usage;

/** What a question answers: data for programs, sections for people. */
interface Answer {
  readonly data: unknown;
  readonly sections: readonly Section[];
}

interface Question {
  readonly usage: string;
  /** Words after the question's name and before the folder. */
  readonly words: number;
  /** Looks at its arguments before anything is read. */
  readonly prepare: (
    words: readonly string[],
    options: Options<typeof usage>,
  ) => (records: readonly LedgerRecord[]) => Answer;
}

const QUESTIONS: Readonly<Record<string, Question>> = {
  access: {
    usage: 'audit access --resource projects/acme-orders-prod --from 2026-11-24T00:00:00Z --to 2026-11-25T00:00:00Z',
    words: 0,
    prepare(_, { resource, from, to }) {
      if (resource === undefined || from === undefined || to === undefined)
        throw new SettingError(`say where and when: pullcord ${QUESTIONS['access']?.usage ?? ''}`);
      const asked = { resource: resourceFrom(resource), from: instantFrom('from', from), to: instantFrom('to', to) };
      if (asked.from >= asked.to) throw new SettingError('--from is not before --to');
      return (records) => told(whoHadAccess(records, asked), accessSections);
    },
  },
  person: {
    usage: 'audit person alice',
    words: 1,
    prepare:
      ([who = '']) =>
      (records) =>
        told(whatPersonDid(records, personFrom(records, who)), personSections),
  },
  'break-glass': {
    usage: 'audit break-glass',
    words: 0,
    prepare: () => (records) => told(breakGlassUses(records), breakGlassSections),
  },
  unused: {
    usage: 'audit unused',
    words: 0,
    prepare: () => (records) => told(unusedGrants(records), unusedSections),
  },
  slowest: {
    usage: 'audit slowest',
    words: 0,
    prepare: () => (records) => told(slowestRemovals(records), slowestSections),
  },
  pull: {
    usage: 'audit pull 42',
    words: 1,
    prepare([number = '']) {
      if (!/^#?[1-9]\d{0,9}$/.test(number))
        throw new SettingError(`${JSON.stringify(number)} is no pull request's number: pullcord audit pull 42`);
      return (records) => {
        const answer = aboutPull(records, Number(number.replace('#', '')));
        if (answer === undefined) throw new SettingError(`nothing about #${number.replace('#', '')} is in this ledger`);
        return told(answer, pullSections);
      };
    },
  },
};

/** One question about the past, answered out of a clone: no network, no credentials. */
export const run: Run<typeof usage> = async (terminal, options) => {
  const [name = '', ...words] = options.files;
  const question = Object.hasOwn(QUESTIONS, name) ? QUESTIONS[name] : undefined;
  if (question === undefined)
    throw new SettingError(
      `${name === '' ? 'ask a question' : `there is no question ${JSON.stringify(name)}`}; there are: ${Object.keys(QUESTIONS).join(', ')}`,
    );
  if (words.length < question.words || words.length > question.words + 1)
    throw new SettingError(`ask like this: pullcord ${question.usage} [folder of the clone]`);
  if (options.json && options.markdown) throw new SettingError('choose --json or --markdown');
  const answer = question.prepare(words.slice(0, question.words), options);
  const { data, sections } = answer(await readRecords(terminal, words[question.words] ?? '.'));
  present(terminal, options, data, sections);
  return EXIT.ok;
};

function told<T>(data: T, sections: (data: T) => readonly Section[]): Answer {
  return { data, sections: sections(data) };
}
