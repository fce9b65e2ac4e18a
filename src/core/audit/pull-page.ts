import type { Evidence } from '../decision/evidence.ts';
import type { Binding } from '../grant/iam-policy.ts';
import type { LedgerRecord } from '../ledger/record.ts';
import { sentenceFor } from '../ledger/story.ts';
import { code, said, type Phrase, type Section } from '../report/report.ts';
import { counted } from '../counted.ts';
import { durationInWords, listsOf, people, usageWords, whoPhrase } from './answers.ts';
import { changeStorySections } from './change-page.ts';
import type { GrantStory, ReviewStory } from './grant-story.ts';
import type { PullAnswer } from './questions.ts';
import { usageInWords } from './usage-words.ts';
import type { UsageDigest } from './usage.ts';

/**
 * Shows one pull request as one page: the request, the decision with its reasons, the changes of IAM, the use. A change
 * of policies has its verdicts in their place.
 */
export function pullSections({ story, changes, records }: PullAnswer): readonly Section[] {
  return [
    ...(story === null ? [] : [requestSection(story), ...decisionSection(story)]),
    ...changeStorySections(changes),
    eventSection(records),
    ...(story === null ? [] : usageSection(story)),
  ];
}

function requestSection(story: GrantStory): Section {
  const rows: readonly (readonly [string, Phrase | null])[] = [
    ['request', story.path === null ? null : [code(story.path)]],
    ['pull request', story.url === null ? null : [said(story.url)]],
    ['who', [...whoPhrase(story.requester?.login ?? null, story.breakGlass), idOf(story)]],
    ['principal', story.principal === null ? null : [code(story.principal)]],
    ['policy', story.policy === null ? null : [code(story.policy)]],
    ['reason', story.reason === null ? null : [said(story.reason)]],
    ['incident', story.incident === null ? null : [code(story.incident), incidentWords(story)]],
    ['window', story.window === null ? null : [`${story.window.start} to ${story.window.end}`]],
    ['approved by', story.approvedBy.length === 0 ? null : people(story.approvedBy)],
    ['granted', story.activatedAt === null ? null : [story.activatedAt]],
    ['access ended', story.endedAt === null ? null : [story.endedAt]],
    [
      'removed',
      story.end === null
        ? null
        : [
            `${story.end.how.join(', ')}, seen at ${story.end.removedAt}`,
            story.end.lag === null ? '' : `, ${durationInWords(story.end.lag)} after its end`,
          ],
    ],
    ['review', story.review === null ? null : reviewPhrase(story.review)],
    ['use', usageWords(story) === '' ? null : [said(usageWords(story))]],
  ];
  return {
    mark: story.drift.length > 0 ? 'bad' : story.outcome === 'granted' ? 'good' : 'plain',
    title: [`#${story.pull}: ${story.outcome}${story.state === 'open' ? ', open on record' : ''}`],
    rows: rows.flatMap(([label, value]) => (value === null ? [] : [{ label, value }])),
    ...(story.access.length === 0
      ? {}
      : {
          table: {
            columns: ['role', 'resource', 'only', 'granted', 'ended', 'how'],
            rows: story.access.map((row): readonly Phrase[] => [
              [code(row.role)],
              [code(row.resource)],
              row.only === null ? [] : [code(Object.values(row.only).join(' '))],
              [row.activatedAt ?? ''],
              [row.end?.at ?? ''],
              [row.end?.how ?? ''],
            ]),
          },
        }),
    lists: listsOf([
      [
        'changed by hand',
        story.drift.flatMap(({ kind, at, reasons }) =>
          reasons.map(({ sentence }): Phrase => [`${at} ${kind}: `, said(sentence)]),
        ),
      ],
    ]),
  };
}

function reviewPhrase({ state, at, by, verdict }: ReviewStory): Phrase {
  return [`${state} at ${at}`, ...(by === null || verdict === null ? [] : [`: ${verdict}, says `, code(by)])];
}

/** The state of the incident at the decision, if a run asked for it. */
function incidentWords({ decision }: GrantStory): string {
  const incident = decision?.evidence.incident;
  return incident === undefined ? '' : ` (${incident.state} at ${incident.asked})`;
}

function decisionSection({ decision }: GrantStory): readonly Section[] {
  if (decision === null) return [];
  const { verdict, at, reasons, approvals, evidence } = decision;
  return [
    {
      mark: verdict === 'approved' ? 'good' : verdict === 'denied' ? 'bad' : 'waiting',
      title: [`decision: ${verdict}, on record at ${at}`],
      rows: evidenceRows(evidence),
      lists: listsOf([
        ['reasons', reasons.map(({ code: name, sentence }): Phrase => [code(name), ' ', said(sentence)])],
        [
          'reviews',
          approvals.map(({ counts, sentence }): Phrase => [counts ? 'counts: ' : 'does not count: ', said(sentence)]),
        ],
      ]),
    },
  ];
}

/** The main evidence of the decision. The record has all of it. */
function evidenceRows(evidence: Evidence): NonNullable<Section['rows']> {
  const { pull, file, head, gathered } = evidence;
  const rows: readonly (readonly [string, Phrase | null])[] = [
    ['read at', [code(head), `, by GitHub at ${gathered}`]],
    ['bytes', file === null ? null : [code(file.blob), ' mode ', code(file.mode)]],
    [
      'merged',
      pull?.mergedAt == null
        ? null
        : [pull.mergedAt, ' by ', code(pull.mergedBy?.login ?? 'unknown'), ' as ', code(pull.merge?.sha ?? 'unknown')],
    ],
    ['head', pull === null ? null : [code(pull.head.sha)]],
    [
      'changes',
      pull === null
        ? null
        : [
            `${counted(pull.changedFiles, 'file')} in ${counted(pull.commitCount, 'commit')}, `,
            counted(pull.reviewCount, 'review'),
          ],
    ],
  ];
  return rows.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]));
}

function eventSection(records: readonly LedgerRecord[]): Section {
  return {
    mark: 'plain',
    title: [`on record: ${counted(records.length, 'record')}`],
    table: {
      columns: ['seq', 'at', 'event', 'run'],
      rows: records.map((record): readonly Phrase[] => [
        [String(record.seq)],
        [record.at],
        [said(sentenceFor(record))],
        [said(record.run.url === '' ? record.run.kind : record.run.url)],
      ]),
    },
    lists: listsOf([
      [
        'bindings, before (-) and after (+)',
        records.flatMap(({ seq, bindings = [] }) =>
          bindings.flatMap(({ resource, before, after }) => [
            ...gone(before, after).map((binding) => bindingPhrase(seq, '-', binding, resource)),
            ...gone(after, before).map((binding) => bindingPhrase(seq, '+', binding, resource)),
          ]),
        ),
      ],
    ]),
  };
}

function gone(from: readonly Binding[], rest: readonly Binding[]): readonly Binding[] {
  const kept = new Set(rest.map((binding) => JSON.stringify(binding)));
  return from.filter((binding) => !kept.has(JSON.stringify(binding)));
}

function bindingPhrase(seq: number, sign: string, { role, member, condition }: Binding, resource: string): Phrase {
  return [
    `${seq} ${sign} `,
    code(role),
    ' for ',
    code(member),
    ' on ',
    code(resource),
    ...(condition === undefined ? [', without a condition'] : [' while ', code(condition.expression)]),
  ];
}

function usageSection({ usage }: GrantStory): readonly Section[] {
  if (usage === null) return [];
  return [
    {
      mark: usage.used === null ? 'waiting' : 'plain',
      title: ['use: ', said(usageInWords(usage))],
      rows: [
        { label: 'period', value: [`${usage.window.start} to ${usage.window.end}`] },
        ...(usage.first === null || usage.last === null
          ? []
          : [{ label: 'seen', value: [`from ${usage.first} to ${usage.last}`] }]),
      ],
      ...(usage.rows.length === 0 ? {} : { table: callTable(usage) }),
      lists: listsOf([
        ['not shown', usage.more === 0 ? [] : [[`${usage.more} more methods and resources`]]],
        [
          'logs',
          usage.sees.map(({ resource, log, state }): Phrase => [`${state}: `, code(log), ' of ', code(resource)]),
        ],
        ['logs not read in full', usage.unread.map((sentence): Phrase => [said(sentence)])],
      ]),
    },
  ];
}

function callTable({ rows }: UsageDigest) {
  return {
    columns: ['calls', 'denied', 'method', 'resource', 'service'],
    rows: rows.map((row): readonly Phrase[] => [
      [String(row.calls)],
      [String(row.denied)],
      [code(row.method)],
      [code(row.resource)],
      [code(row.service)],
    ]),
  };
}

function idOf({ requester }: GrantStory): string {
  return requester?.id == null ? '' : ` (account ${requester.id})`;
}
