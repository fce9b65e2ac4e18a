import { code, said, type Phrase, type Section } from '../report/report.ts';
import { counted } from '../counted.ts';
import { formatDuration, type Seconds } from '../time.ts';
import type { GrantStory } from './grant-story.ts';
import type { AccessAnswer, AccessRow, PersonAnswer, SlowRow, UnusedRow } from './questions.ts';
import { usageInWords } from './usage-words.ts';

/* Answers for people: the same sections become terminal text and Markdown. */

const ONLY_OURS: Phrase = [
  "only what Pullcord gave: what else stands in IAM is in Google's Admin Activity log, not in this ledger",
];

export function accessSections(answer: AccessAnswer): readonly Section[] {
  const { resource, from, to, rows, wider, unexplained } = answer;
  const people = new Set(rows.map(({ principal, login }) => principal ?? login)).size;
  return [
    {
      mark: rows.length + unexplained.length === 0 ? 'good' : 'plain',
      title: [
        people === 0 ? 'nobody' : counted(people, 'principal'),
        ' could use ',
        code(resource),
        ` from ${from} to ${to}`,
      ],
      ...(rows.length === 0 ? {} : { table: { columns: ACCESS, rows: rows.map(accessCells) } }),
      lists: listsOf([
        ['on folders and organizations, which may contain it', wider.map(widerPhrase)],
        [
          'bindings of ours that nobody stood behind, and when they were taken away',
          unexplained.flatMap(({ at, bindings }) =>
            bindings.map(({ role, member }): Phrase => [code(role), ' for ', code(member), `: taken away by ${at}`]),
          ),
        ],
        ['what this does not say', [ONLY_OURS]],
      ]),
    },
  ];
}

const ACCESS = ['pull', 'who', 'principal', 'role', 'from', 'until', 'ended', 'approved by'];

function accessCells(row: AccessRow): readonly Phrase[] {
  return [
    [`#${row.pull}`],
    whoPhrase(row.login, row.breakGlass),
    [code(row.principal ?? '')],
    [code(row.role)],
    [row.from],
    [row.until],
    [row.end?.how ?? (row.given ? 'open on record' : 'not known to be given')],
    people(row.approvedBy),
  ];
}

function widerPhrase(row: AccessRow): Phrase {
  return [
    `#${row.pull} `,
    ...whoPhrase(row.login, row.breakGlass),
    ': ',
    code(row.role),
    ' on ',
    code(row.resource),
    ` from ${row.from} until ${row.until}`,
  ];
}

export function personSections({ person, asked, approved }: PersonAnswer): readonly Section[] {
  const several = person.ids.length > 1;
  const name = [...person.logins.map((login) => code(login))].flatMap((part, index) =>
    index === 0 ? [part] : [', ', part],
  );
  return [
    {
      mark: several ? 'waiting' : 'plain',
      title: [...name, ` (${person.ids.join(', ')}): ${counted(asked.length, 'request')}`],
      ...(asked.length === 0 ? {} : { table: storyTable(asked) }),
      lists: listsOf([
        [
          'mind',
          several ? [['several accounts have had this login; ask by number to see one: ', person.ids.join(', ')]] : [],
        ],
        ['approved for others', approved.map(storyPhrase)],
        ['what this does not say', [ONLY_OURS]],
      ]),
    },
  ];
}

export function breakGlassSections(stories: readonly GrantStory[]): readonly Section[] {
  const owed = stories.filter(({ outcome, review }) => outcome === 'granted' && review?.state !== 'reviewed');
  return [
    {
      mark: owed.length > 0 ? 'waiting' : 'plain',
      title: [
        stories.length === 0
          ? 'nobody broke glass'
          : `${counted(stories.length, 'request')} to break glass; ${owed.length} without a review on record`,
      ],
      ...(stories.length === 0
        ? {}
        : {
            table: {
              columns: ['pull', 'who', 'policy', 'outcome', 'from', 'ended', 'review', 'what was done'],
              rows: stories.map((story): readonly Phrase[] => [
                [`#${story.pull}`],
                whoPhrase(story.requester?.login ?? null, null),
                [code(story.policy ?? '')],
                [story.outcome],
                [story.activatedAt ?? ''],
                [story.endedAt ?? ''],
                [reviewWords(story)],
                [said(usageWords(story))],
              ]),
            },
          }),
    },
  ];
}

export function unusedSections(rows: readonly UnusedRow[]): readonly Section[] {
  const words = { 'nothing-seen': 'nothing seen', 'not-known': 'not known', 'not-read': 'not read' } as const;
  return [
    {
      mark: rows.length > 0 ? 'waiting' : 'good',
      title: [
        rows.length === 0
          ? 'every grant that is over was seen to be used'
          : `${counted(rows.length, 'grant that is over has', 'grants that are over have')} no use on record`,
      ],
      ...(rows.length === 0
        ? {}
        : {
            table: {
              columns: ['pull', 'who', 'policy', 'window', 'standing', 'what was seen'],
              rows: rows.map(({ story, standing, usage }): readonly Phrase[] => [
                [`#${story.pull}`],
                whoPhrase(story.requester?.login ?? null, story.breakGlass),
                [code(story.policy ?? '')],
                [story.window === null ? '' : `${story.window.start}/${story.window.end}`],
                [words[standing]],
                [said(usage === null ? 'what was done is not on record yet' : usageInWords(usage))],
              ]),
            },
          }),
      lists: [
        {
          title: 'what this does not say',
          items: [
            ['a call that a service does not log is not seen: ', 'nothing seen is never proof that nothing was done'],
          ],
        },
      ],
    },
  ];
}

const SHOWN = 25;

export function slowestSections(rows: readonly SlowRow[]): readonly Section[] {
  const [longest] = rows;
  return [
    {
      mark: 'plain',
      title: [
        longest === undefined
          ? 'no grant has outlived its window on record'
          : `the longest from the end of a window to the removal is ${durationInWords(longest.lag)}`,
      ],
      ...(rows.length === 0
        ? {}
        : {
            table: {
              columns: ['end to removal', 'pull', 'who', 'policy', 'window ended', 'access ended', 'removed by', 'how'],
              rows: rows
                .slice(0, SHOWN)
                .map(({ story, lag }): readonly Phrase[] => [
                  [durationInWords(lag)],
                  [`#${story.pull}`],
                  whoPhrase(story.requester?.login ?? null, story.breakGlass),
                  [code(story.policy ?? '')],
                  [story.window?.end ?? ''],
                  [story.endedAt ?? ''],
                  [story.end?.removedAt ?? ''],
                  [story.end?.how.join(', ') ?? ''],
                ]),
            },
          }),
      lists: listsOf([
        ['more', rows.length > SHOWN ? [[`${rows.length - SHOWN} more, in --json`]] : []],
        [
          'what this means',
          rows.length > 0 ? [['a binding that outlives its window gives nothing, unless it was altered']] : [],
        ],
      ]),
    },
  ];
}

function storyTable(stories: readonly GrantStory[]) {
  return {
    columns: ['pull', 'policy', 'outcome', 'from', 'ended', 'how', 'approved by', 'what was done'],
    rows: stories.map((story): readonly Phrase[] => [
      [`#${story.pull}`],
      [code(story.policy ?? '')],
      [story.breakGlass === true ? `${story.outcome}, broke glass` : story.outcome],
      [story.activatedAt ?? ''],
      [story.endedAt ?? ''],
      [howWords(story)],
      people(story.approvedBy),
      [said(usageWords(story))],
    ]),
  };
}

function storyPhrase(story: GrantStory): Phrase {
  return [
    `#${story.pull} `,
    ...whoPhrase(story.requester?.login ?? null, story.breakGlass),
    ' under ',
    code(story.policy ?? ''),
    story.window === null ? '' : `, ${story.window.start}/${story.window.end}`,
  ];
}

function howWords({ outcome, state, end, decision }: GrantStory): string {
  if (outcome === 'refused' || outcome === 'lapsed')
    return decision?.reasons.map((reason) => reason.code).join(' ') ?? '';
  if (end !== null) return end.how.join(', ');
  return state === 'open' ? 'open on record' : '';
}

function reviewWords({ outcome, review }: GrantStory): string {
  if (outcome !== 'granted') return 'none owed';
  return review === null ? 'none on record' : `${review.state} ${review.at}`;
}

/** What is on record of what was done; nothing for what was never given. */
export function usageWords({ outcome, state, usage }: GrantStory): string {
  if (usage !== null) return usageInWords(usage);
  if (outcome !== 'granted') return '';
  return state === 'open' ? 'read when it is over' : 'not on record yet';
}

export function whoPhrase(login: string | null, breakGlass: boolean | null): Phrase {
  const who = login === null ? 'nobody the ledger names' : code(login);
  return breakGlass === true ? [who, ' (broke glass)'] : [who];
}

export function people(logins: readonly string[]): Phrase {
  return logins.flatMap((login, index) => (index === 0 ? [code(login)] : [', ', code(login)]));
}

/** Seconds where minutes would say nothing. */
export function durationInWords(seconds: Seconds): string {
  return seconds < 60 ? `${seconds}s` : formatDuration(seconds);
}

export function listsOf(lists: readonly (readonly [title: string, items: readonly Phrase[]])[]) {
  return lists.filter(([, items]) => items.length > 0).map(([title, items]) => ({ title, items }));
}
