import { exitStatusOf, type Severity } from '../src/core/message.ts';
import { explanationsIn, KINDS, type Explanation, type KindName } from '../src/core/reasons/table.ts';
import type { Generated } from './generate-validators.ts';

/** A page of `docs/reference/`. */
interface Page {
  readonly name: string;
  readonly title: string;
  readonly introduction: string;
  readonly tables: readonly CodeTable[];
}

interface CodeTable {
  readonly kind: KindName;
  /** The heading; absent if the page has one table. */
  readonly title?: string;
  /** Chooses the codes; absent: all of them. */
  readonly has?: (explanation: Explanation) => boolean;
}

const PAGES: readonly Page[] = [
  {
    name: 'requests',
    title: 'Reasons of decisions',
    introduction: [
      'Pullcord gives every decision its reasons. A reason has a code and a sentence about your case. `pullcord explain NUMBER`',
      'shows both, and the next step. Find the code here to read its cause. The codes are stable: scripts may rely on them.',
      '',
      'A denial becomes final when a run records it after the merge. Until the merge you can correct most causes.',
    ].join('\n'),
    tables: [
      { kind: 'request', title: 'A request is denied', has: ({ final }) => final !== 'no' },
      { kind: 'request', title: 'A decision waits', has: ({ final }) => final === 'no' },
      { kind: 'change', title: 'A change of policies is not accepted' },
      { kind: 'early-end', title: 'Access ended early' },
    ],
  },
  {
    name: 'reviews',
    title: 'Reasons of single reviews',
    introduction: [
      'A request needs the approvals that its policy demands. `pullcord explain NUMBER` lists each review with one of these',
      'codes. A review that does not count never blocks the request. The reason `approval-missing` names the missing',
      'approvals.',
    ].join('\n'),
    tables: [{ kind: 'review' }],
  },
  {
    name: 'documents',
    title: 'Issues in documents',
    introduction: [
      'Requests, policies and the organization are YAML documents. `pullcord check FILE` lists every issue in them with its',
      'line, column and code. Correct the first issue first: later ones may follow from it.',
    ].join('\n'),
    tables: [{ kind: 'document' }],
  },
  {
    name: 'protection',
    title: 'Protection of the repository',
    introduction: [
      '`pullcord doctor` compares the protection of your repository, workflows and Google federation with what Pullcord',
      'needs. Each finding has one of these codes and ends with the command or the line that fixes it.',
    ].join('\n'),
    tables: [{ kind: 'protection' }],
  },
  {
    name: 'messages',
    title: 'Messages',
    introduction: [
      'Every run reports messages. Each has a severity, a code and a sentence. The codes are stable: scripts may rely on them.',
      'The worst severity decides the exit status.',
      '',
      '| severity | meaning | exit status |',
      '| --- | --- | --- |',
      '| `error` | An action failed. The sentence names it. | 3 |',
      '| `warning` | The run granted nothing, or refused a command. | 1 |',
      '| `notice` | A later run continues. | 0 |',
      '| `info` | No action is needed. | 0 |',
      '',
      '`--json`, and the output `report` of the action, contain them as `messages: [{ severity, code, sentence }]`. GitHub',
      'shows errors and warnings as annotations under their code.',
    ].join('\n'),
    tables: [{ kind: 'message', title: 'Codes' }],
  },
  {
    name: 'verification',
    title: 'Findings of verify',
    introduction: [
      '`pullcord verify` checks the ledger of a clone offline. Each finding has one of these codes, the place in the ledger,',
      'and a sentence. A finding is either *broken*, or *not checked* because evidence is missing.',
    ].join('\n'),
    tables: [{ kind: 'verification' }],
  },
];

/** Returns the pages of `docs/reference/`, made from the table of reasons. */
export function generateReference(): readonly Generated[] {
  return PAGES.filter(({ tables }) => tables.some(({ kind }) => KINDS.some(({ name }) => name === kind))).map(
    (page) => ({
      path: `docs/reference/${page.name}.md`,
      text: pageText(page),
    }),
  );
}

function pageText({ title, introduction, tables }: Page): string {
  return `${[
    '<!-- Generated from src/core/reasons/ by scripts/reference.ts; do not edit. -->',
    `# ${title}`,
    introduction,
    'In a terminal, `pullcord reason CODE` explains one code, and `pullcord reason --list` lists all.',
    ...tables.map(tableText),
  ].join('\n\n')}\n`;
}

function tableText({ kind, title, has = () => true }: CodeTable): string {
  const rows = KINDS.filter(({ name }) => name === kind)
    .flatMap(explanationsIn)
    .filter(has);
  const columns: readonly Column[] = [
    { name: 'code', cell: ({ code }) => `<a id="${code}"></a>\`${code}\`` },
    ...(kind === 'message' ? SEVERITY : []),
    { name: 'cause', cell: ({ what }) => what },
    { name: 'next step', cell: ({ next }) => next },
    // A column is useless if all rows have the same value.
    ...(new Set(rows.map(({ final }) => final)).size > 1 ? [FINAL] : []),
  ];
  const lines = [
    columns.map(({ name }) => name),
    columns.map(() => '---'),
    ...rows.map((row) => columns.map(({ cell }) => cell(row).replaceAll('|', '\\|'))),
  ];
  const table = lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  return title === undefined ? table : `## ${title}\n\n${table}`;
}

interface Column {
  readonly name: string;
  readonly cell: (explanation: Explanation) => string;
}

const SEVERITY: readonly Column[] = [
  { name: 'severity', cell: ({ severity = '' }) => severity },
  { name: 'exit status', cell: ({ severity }) => (severity === undefined ? '' : String(statusOf(severity))) },
];

const FINAL: Column = { name: 'final', cell: ({ final }) => final };

function statusOf(severity: Severity): number {
  return exitStatusOf([{ severity, code: 'run-failed', sentence: '' }]);
}
