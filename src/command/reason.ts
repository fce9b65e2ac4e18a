import { exitStatusOf, type Severity } from '../core/message.ts';
import type { Finality } from '../core/reasons/entry.ts';
import { explanationsIn, explanationsOf, KINDS, nearestCodes, type Explanation } from '../core/reasons/table.ts';
import { code, type Section } from '../core/report/report.ts';
import { EXIT, SettingError } from '../failure.ts';
import { flag, JSON_FLAG, MARKDOWN_FLAG, WRONG, type Run, type Usage } from './command.ts';
import { present } from './present.ts';

export const usage = {
  about:
    'Explain one code of a decision, a review, a document, a message, `doctor` or `verify`: its cause, and what to ' +
    'do next. Without a code, list all codes.',
  words: { CODE: 'the code, such as approval-missing' },
  options: { list: flag('list all codes by kind'), json: JSON_FLAG, markdown: MARKDOWN_FLAG },
  examples: {
    'pullcord reason approval-missing': 'explains one code',
    'pullcord reason --list': 'lists all codes by kind',
  },
  exit: { 0: 'explained', ...WRONG },
} satisfies Usage;

/** Explains one public code, or lists all of them. It reads nothing outside. */
export const run: Run<typeof usage> = (terminal, { files: [name, ...more], list, json, markdown }) => {
  if (more.length > 0) throw new SettingError('name one code; type `pullcord reason approval-missing`');
  if (list && name !== undefined) throw new SettingError('name a code or give --list, not both');
  if (json && markdown) throw new SettingError('--json and --markdown cannot be combined; give one of them');
  if (name === undefined) present(terminal, { json, markdown }, KINDS.flatMap(explanationsIn), KINDS.map(listOf));
  else {
    const explanations = explanationsOf(name);
    if (explanations.length === 0) throw new SettingError(unknown(name));
    present(terminal, { json, markdown }, explanations, explanations.map(sectionOf));
  }
  return Promise.resolve(EXIT.ok);
};

function unknown(name: string): string {
  const near = nearestCodes(name);
  const meant = near.length === 0 ? '' : `; did you mean ${near.join(', ')}?`;
  return `no code is named ${JSON.stringify(name)}${meant || ';'} \`pullcord reason --list\` lists all`;
}

function listOf(kind: (typeof KINDS)[number]): Section {
  return {
    mark: 'plain',
    title: [kind.title],
    rows: explanationsIn(kind).map(({ code: name, what }) => ({ label: name, value: [what] })),
  };
}

const FINAL: Readonly<Record<Finality, string>> = {
  yes: 'yes; no later run decides otherwise',
  no: 'no; a later run may find otherwise',
  'after the merge': 'after the merge; until then it can be corrected',
};

function sectionOf({ code: name, kind, severity, what, next, final }: Explanation): Section {
  return {
    mark: 'plain',
    title: [code(name)],
    rows: [
      { label: 'kind', value: [KINDS.find(({ name: other }) => other === kind)?.one ?? kind] },
      { label: 'cause', value: [what] },
      ...(severity === undefined
        ? [{ label: 'final', value: [FINAL[final]] }]
        : [{ label: 'severity', value: [`${severity}; exit status ${statusOf(severity)}`] }]),
    ],
    next: [[next]],
  };
}

function statusOf(severity: Severity): number {
  return exitStatusOf([{ severity, code: 'run-failed', sentence: '' }]);
}
