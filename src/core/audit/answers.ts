import { code, said, type Phrase, type Section } from '../report/report.ts';
import { counted } from '../counted.ts';
import { formatDuration, type Seconds } from '../time.ts';
import { changeName } from '../acceptance/versions.ts';
import { listed } from '../decision/rules/people.ts';
import type { ChangeStory } from './change-story.ts';
import type { GrantStory } from './grant-story.ts';
import type { AccessAnswer, AccessRow, PersonAnswer, SlowRow, UnusedRow } from './questions.ts';
import { usageInWords } from './usage-words.ts';

/* Answers for people. The same sections become terminal text and Markdown. */

const LIMITS = 'limits of this answer';
const ONLY_OURS: Phrase = [
  "this ledger has only the access that Pullcord granted; Google's Admin Activity log has all other changes of IAM",
];

export function accessSections(answer: AccessAnswer): readonly Section[] {
  const { resource, named, rows, wider, unexplained } = answer;
  return [
    {
      mark: 'plain',
      title: accessTitle(answer),
      ...(rows.length === 0 ? {} : { table: { columns: ACCESS, rows: rows.map(accessCells) } }),
      lists: listsOf([
        ['on a project, folder or organization that may contain it', wider.map(widerPhrase)],
        [
          'bindings with our mark and without a grant',
          unexplained.flatMap(({ at, bindings }) =>
            bindings.map(({ role, member }): Phrase => [code(role), ' for ', code(member), `: removed by ${at}`]),
          ),
        ],
        [LIMITS, [...(named ? [] : [unnamedPhrase(resource)]), ONLY_OURS]],
      ]),
    },
  ];
}

/** Counts the people with access. It does not say "nobody" if wider access may include the resource. */
function accessTitle({ resource, from, to, named, rows, wider }: AccessAnswer): Phrase {
  const people = new Set(rows.map(({ principal, login }) => principal ?? login)).size;
  const time = ` from ${from} to ${to}`;
  if (people > 0) return [counted(people, 'principal'), ' could use ', code(resource), time];
  if (named && wider.length === 0) return ['no principal', ' could use ', code(resource), time];
  const grants = new Set(wider.map(({ pull }) => pull)).size;
  const may = grants === 0 ? '' : `; ${counted(grants, 'grant')} on a wider resource may include it`;
  return ['no grant on record names ', code(resource), `${time}${may}`];
}

function unnamedPhrase(resource: string): Phrase {
  return ['neither the ledger nor policies/ names ', code(resource), '; make sure that the name is right'];
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
    [row.end?.how ?? (row.given ? 'open on record' : 'grant not on record')],
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

export function personSections(answer: PersonAnswer): readonly Section[] {
  const { person, asked, approved, changes, approvedChanges } = answer;
  const several = person.ids.length > 1;
  const name = person.logins.flatMap((login, index) => (index === 0 ? [code(login)] : [', ', code(login)]));
  return [
    {
      mark: several ? 'waiting' : 'plain',
      title: [
        ...(name.length === 0 ? ['account'] : name),
        ` (${person.ids.length === 0 ? 'account number not on record' : person.ids.join(', ')}): `,
        asked.length + approved.length + changes.length + approvedChanges.length === 0
          ? 'no request and no approval on record'
          : counted(asked.length, 'request'),
      ],
      ...(asked.length === 0 ? {} : { table: storyTable(asked) }),
      lists: listsOf([
        [
          'several accounts',
          several
            ? [['several accounts have had this login; type the number to see one: ', person.ids.join(', ')]]
            : [],
        ],
        ['approvals for others', approved.map(storyPhrase)],
        ['changes of policies', changes.map(changePhrase)],
        ['approvals of changes of policies', approvedChanges.map(changePhrase)],
        [LIMITS, [ONLY_OURS]],
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
          ? 'no request broke glass'
          : `${counted(stories.length, 'request')} broke glass; ${owed.length} without a review on record`,
      ],
      ...(stories.length === 0
        ? {}
        : {
            table: {
              columns: ['pull', 'who', 'policy', 'outcome', 'from', 'ended', 'review', 'use'],
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

/** @param closed the number of grants that have ended */
export function unusedSections(rows: readonly UnusedRow[], closed: number): readonly Section[] {
  const words = { 'nothing-seen': 'nothing seen', 'not-known': 'not known', 'not-read': 'not read' } as const;
  return [
    {
      mark: rows.length > 0 ? 'waiting' : closed > 0 ? 'good' : 'plain',
      title: [
        rows.length === 0
          ? closed === 0
            ? 'no grant has ended yet'
            : `${counted(closed, 'grant')} ended, each with a recorded use`
          : `${counted(rows.length, 'ended grant has', 'ended grants have')} no recorded use`,
      ],
      ...(rows.length === 0
        ? {}
        : {
            table: {
              columns: ['pull', 'who', 'policy', 'window', 'standing', 'use'],
              rows: rows.map(({ story, standing, usage }): readonly Phrase[] => [
                [`#${story.pull}`],
                whoPhrase(story.requester?.login ?? null, story.breakGlass),
                [code(story.policy ?? '')],
                [story.window === null ? '' : `${story.window.start}/${story.window.end}`],
                [words[standing]],
                [said(usage === null ? 'not on record yet' : usageInWords(usage))],
              ]),
            },
          }),
      lists: [
        {
          title: LIMITS,
          items: [['some services do not log every call, so an empty log does not prove that the grant was not used']],
        },
      ],
    },
  ];
}

/** Number of rows that a terminal shows. */
const SHOWN = 25;

export function slowestSections(rows: readonly SlowRow[]): readonly Section[] {
  const [longest] = rows;
  return [
    {
      mark: 'plain',
      title: [
        longest === undefined
          ? 'no expired binding stayed on record'
          : `the longest time from the end of a window to the removal is ${durationInWords(longest.lag)}`,
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
        [
          'more',
          rows.length > SHOWN ? [[`${rows.length - SHOWN} more; \`pullcord audit slowest --json\` has all`]] : [],
        ],
        [
          'meaning',
          rows.length > 0 ? [['an expired binding gives no access, unless a person altered its condition']] : [],
        ],
      ]),
    },
  ];
}

function storyTable(stories: readonly GrantStory[]) {
  return {
    columns: ['pull', 'policy', 'outcome', 'from', 'ended', 'how', 'approved by', 'use'],
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

/** Documents that one line names; it counts the others. */
const MOST_DOCUMENTS = 5;

function changePhrase({ commit, pull, documents, changedAt }: ChangeStory): Phrase {
  const verdicts = documents.map(({ path, verdict }) => `${path} ${verdict}`);
  return [`${changeName({ commit, pull })} at ${changedAt}: `, said(listed(verdicts, MOST_DOCUMENTS))];
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

/** Words for the recorded use. Empty if the access was never granted. */
export function usageWords({ outcome, state, usage }: GrantStory): string {
  if (usage !== null) return usageInWords(usage);
  if (outcome !== 'granted') return '';
  return state === 'open' ? 'read after the end' : 'not on record yet';
}

export function whoPhrase(login: string | null, breakGlass: boolean | null): Phrase {
  const who = login === null ? 'a person not on record' : code(login);
  return breakGlass === true ? [who, ' (broke glass)'] : [who];
}

export function people(logins: readonly string[]): Phrase {
  return logins.flatMap((login, index) => (index === 0 ? [code(login)] : [', ', code(login)]));
}

/** Formats a duration, in seconds below a minute. */
export function durationInWords(seconds: Seconds): string {
  return seconds < 60 ? `${seconds}s` : formatDuration(seconds);
}

export function listsOf(lists: readonly (readonly [title: string, items: readonly Phrase[]])[]) {
  return lists.filter(([, items]) => items.length > 0).map(([title, items]) => ({ title, items }));
}
