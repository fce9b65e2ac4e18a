import { asCode, asProse, forRunner, forTerminal } from '../../src/core/plain.ts';
import { readPolicyPath, readRequestPath } from '../../src/core/documents/paths.ts';
import { readClocks } from '../../src/core/plan/clocks.ts';
import { decode, expressionOf } from '../../src/core/grant/grant.ts';
import { toSnapshot, type Binding, type RawPolicy } from '../../src/core/grant/iam-policy.ts';
import { phaseOf } from '../../src/core/plan/phase.ts';
import { toCsv } from '../../src/core/audit/csv.ts';
import { judgeBy, judgeRun } from '../../src/core/gate/gate.ts';
import { workflowRules } from '../../src/core/gate/rules/workflows.ts';
import { toBase64 } from '../../src/core/ledger/base64.ts';
import { checkpointText, parseCheckpoint } from '../../src/core/ledger/checkpoint.ts';
import { parseLedger } from '../../src/core/ledger/shard.ts';
import { checkNote } from '../../src/core/verify/notes.ts';
import { grant } from '../core/build.ts';
import { mainRules, soundFacts } from '../core/gate/facts.ts';
import { parseDuration, parseHttpDate, parseInstant } from '../../src/core/time.ts';
import { sentencesOf } from '../../src/core/message.ts';

/** One hostile input besides whole documents, which lie as files in test/fixtures/documents. */
export interface HostileInput {
  /** What reads it. */
  readonly reader: keyof typeof READERS;
  readonly name: string;
  readonly input: string;
  /** Everything the reader says to it. */
  readonly says: string;
}

const OWNER = { installation: 'acme', repository: 700_100 };
const WINDOW = { start: '2026-11-24T02:17:00Z', end: '2026-11-24T04:17:00Z' };

/** Every reader takes text and answers with text, so that a case is two strings. */
export const READERS = {
  requestPath: (path: string) => {
    const read = readRequestPath(path);
    return 'code' in read ? `${read.code}: ${read.sentence}` : `slug ${read.slug}`;
  },
  policyPath: (path: string) => {
    const read = readPolicyPath(path);
    return typeof read === 'string' ? `policy ${read}` : `${read.code}: ${read.sentence}`;
  },
  instant: (text: string) => parseInstant(text) ?? 'refused',
  duration: (text: string) => String(parseDuration(text) ?? 'refused'),
  httpDate: (text: string) => parseHttpDate(text) ?? 'refused',
  clocks: (text: string) => {
    const [github, google] = text.split(' ').map((one) => parseHttpDate(one.replaceAll('_', ' ')));
    const reading = readClocks({ github, google });
    return reading === undefined ? 'no time' : (reading.skew ?? 'agree');
  },
  /** An answer of getIamPolicy. */
  iamPolicy: (json: string) => {
    const read = toSnapshot('projects/acme-orders-prod', JSON.parse(json) as RawPolicy);
    return 'unsafe' in read ? read.unsafe : `${read.bindings.length} bindings`;
  },
  /** A binding that may bear our mark. */
  mark: (json: string) => {
    const mark = decode(JSON.parse(json) as Binding, OWNER);
    if (mark.of !== 'us') return mark.of;
    return `us, pull ${mark.pull ?? 'unreadable'}, ${mark.window === undefined ? 'no window of ours' : `until ${mark.window.end}`}`;
  },
  /** A narrowing of a policy that got past its checks. */
  narrowing: (nameStartsWith: string) => {
    try {
      return expressionOf(WINDOW, { nameStartsWith });
    } catch (error) {
      return (error as Error).message;
    }
  },
  ledger: (text: string) => {
    const read = parseLedger(text === '' ? [] : [{ path: 'audit/entries/000000.jsonl', text }]);
    return 'invalid' in read ? read.invalid : `${read.records.length} records`;
  },
  /** A checkpoint that lies outside, held against a ledger of two records. */
  checkpoint: (note: string) => {
    const read = parseCheckpoint(note);
    if ('invalid' in read) return read.invalid;
    const roots = new Map([0, 1, 2].map((size) => [size, ROOT(size)]));
    const [found] = checkNote({ size: 2, roots, origin: ORIGIN, keyChanges: [] }, { where: 'outside', ...read });
    return found === undefined ? 'of this ledger' : `${found.code}: ${found.sentence}`;
  },
  /** The types of the rules of main that are active. */
  gate: (types: string) => {
    const found = judgeRun({
      ...soundFacts(),
      main: { value: mainRules().filter(({ type }) => types.includes(type)) },
    });
    const unmet = sentencesOf(found, 'warning');
    return unmet.map((sentence) => sentence.split(';')[0]).join(' | ') || 'grants';
  },
  workflow: (text: string) => {
    const workflows = { value: [{ path: '.github/workflows/other.yml', text }] };
    const codes = judgeBy(workflowRules, soundFacts({ workflows })).map(({ code }) => code);
    return codes.length === 0 ? 'nothing found' : codes.join(', ');
  },
  /** What Google's clock says when a run looks at a grant of 02:17 to 04:17 again. */
  lateRun: (now: string) => {
    const { phase: standing } = phaseOf({ pull: 42, is: 'approved', grant: grant() }, { earlier: now, later: now });
    return standing.is === 'over' ? `${standing.how}: ${standing.why}` : standing.is;
  },
  cell: (text: string) => toCsv(['reason'], [[text]]).slice('reason\r\n'.length, -2),
  terminal: (text: string) => forTerminal(text),
  runner: forRunner,
  code: (text: string) => asCode(text),
  prose: (text: string) => asProse(text),
} as const;

const bound = (condition: unknown, member = 'user:alice@acme.example') =>
  JSON.stringify({ role: 'roles/cloudsql.viewer', member, ...(condition === undefined ? {} : { condition }) });
const marked = (over: Readonly<Record<string, unknown>>) =>
  bound({
    title: 'pullcord/acme/42',
    description: 'repository 700100 https://github.com/acme/access/pull/42',
    expression: expressionOf(WINDOW),
    ...over,
  });
const policyOf = (over: Readonly<Record<string, unknown>>) =>
  JSON.stringify({ version: 3, etag: 'BwY=', bindings: [], ...over });
const GENESIS =
  '{"at":"2026-11-24T02:00:00Z","genesis":{"commit":"c","installation":"acme","policies":{},"repository":{"id":700100,"name":"acme/access"},"requests":{}},"kind":"genesis","pull":null,"reasons":[],"run":{"attempt":"","event":"","id":"","kind":"cli","url":""},"schema":1,"seq":0,"tool":{"name":"pullcord","version":"0.1.0"}}';
const ORIGIN = 'pullcord/acme/700100';
const ROOT = (byte: number) => new Uint8Array(32).fill(byte);
const checkpoint = (size: number, root = ROOT(size), origin = ORIGIN) => `${checkpointText({ origin, size, root })}\n`;
const job = (rest: string) =>
  `on: pull_request\npermissions: {}\njobs: { other: { runs-on: ubuntu-24.04, ${rest} } }\n`;
const HOUR = 'Tue,_24_Nov_2026_02:17:00_GMT';

const FORM = 'path-form: this path is not `requests/YYYY/MM/<slug>.yaml`; move the request there';
const slug = (said: string) =>
  `path-slug: the file name ${said} is not allowed; use 1 to 63 of a-z, 0-9 and -, and begin with a letter or digit`;

export const INPUTS: readonly HostileInput[] = [
  ...of('requestPath', [
    ['climbs out of the folder', 'requests/2026/11/../../.github/workflows/x.yaml', FORM],
    ['has an empty folder', 'requests//11/x.yaml', FORM],
    ['begins with a slash', '/requests/2026/11/x.yaml', FORM],
    ['lies deeper', 'requests/2026/11/x/y.yaml', FORM],
    ['is filed under another case', 'Requests/2026/11/x.yaml', FORM],
    ['uses Windows separators', 'requests\\2026\\11\\x.yaml', FORM],
    ['writes the month in Arabic digits', 'requests/2026/١١/x.yaml', FORM],
    [
      'names month 13',
      'requests/2026/13/x.yaml',
      'path-month: the folder "2026/13" is not a year and a month; name it like 2026/11',
    ],
    [
      'names month 00',
      'requests/2026/00/x.yaml',
      'path-month: the folder "2026/00" is not a year and a month; name it like 2026/11',
    ],
    [
      'names the year 0000',
      'requests/0000/11/x.yaml',
      'path-month: the folder "0000/11" is not a year and a month; name it like 2026/11',
    ],
    [
      'names a device of Windows',
      'requests/2026/11/con.yaml',
      'path-reserved: the file name "con" is reserved on Windows; choose another',
    ],
    [
      'names another device',
      'requests/2026/11/lpt1.yaml',
      'path-reserved: the file name "lpt1" is reserved on Windows; choose another',
    ],
    ['is 300 characters long', `requests/2026/11/${'a'.repeat(300)}.yaml`, slug(`"${'a'.repeat(59)}…"`)],
    ['is 64 characters long', `requests/2026/11/${'a'.repeat(64)}.yaml`, slug(`"${'a'.repeat(59)}…"`)],
    ['collides but for case', 'requests/2026/11/Orders.yaml', slug('"Orders"')],
    ['has a blank', 'requests/2026/11/a b.yaml', slug('"a b"')],
    ['hides a file', 'requests/2026/11/.yaml', slug('""')],
    ['begins with a dash, as an option would', 'requests/2026/11/-rf.yaml', slug('"-rf"')],
    ['has a Cyrillic letter', 'requests/2026/11/\u0430ccess.yaml', slug('"\u0430ccess"')],
    ['has a decomposed letter', 'requests/2026/11/cafe\u0301.yaml', slug('"cafe\u0301"')],
    ['has a line break', 'requests/2026/11/a\nb.yaml', slug('"a\\nb"')],
    ['has a NUL', 'requests/2026/11/a\u0000b.yaml', slug('"a\\u0000b"')],
    [
      'has the other extension',
      'requests/2026/11/x.yml',
      'path-extension: the file name does not end in .yaml; rename the file',
    ],
    [
      'has two extensions',
      'requests/2026/11/x.yaml.sh',
      'path-extension: the file name does not end in .yaml; rename the file',
    ],
    [
      'ends in a dot',
      'requests/2026/11/x.yaml.',
      'path-extension: the file name does not end in .yaml; rename the file',
    ],
  ]),
  ...of('policyPath', [
    ['lies deeper', 'policies/a/b.yaml', 'path-form: this path is not `policies/<name>.yaml`; move the policy there'],
    [
      'names a device',
      'policies/aux.yaml',
      'path-reserved: the file name "aux" is reserved on Windows; choose another',
    ],
    ['collides but for case', 'policies/Orders.yaml', slug('"Orders"')],
  ]),
  ...of('instant', [
    ['a day that does not exist', '2026-02-30T00:00:00Z', 'refused'],
    ['a leap day of no leap year', '2027-02-29T00:00:00Z', 'refused'],
    ['a leap second', '2026-06-30T23:59:60Z', 'refused'],
    ['the 24th hour', '2026-11-24T24:00:00Z', 'refused'],
    ['without an offset', '2026-11-24T02:17:00', 'refused'],
    ['an offset of minus zero', '2026-11-24T02:17:00-00:00', 'refused'],
    ['an offset', '2026-11-24T03:17:00+01:00', 'refused'],
    ['fractions of a second', '2026-11-24T02:17:00.5Z', 'refused'],
    ['a small z', '2026-11-24T02:17:00z', 'refused'],
    ['a year past four digits', '+012026-11-24T02:17:00Z', 'refused'],
    ['blanks around it', ' 2026-11-24T02:17:00Z', 'refused'],
    ['a line break after it', '2026-11-24T02:17:00Z\n', 'refused'],
    ['full-width digits', '２０２６-11-24T02:17:00Z', 'refused'],
  ]),
  ...of('duration', [
    ['2^31 minutes', '2147483648m', 'refused'],
    ['a thousand years, ISO 8601', 'P1000Y', 'refused'],
    ['nothing', '', 'refused'],
    ['zero hours', '0h', 'refused'],
    ['negative', '-2h', 'refused'],
    ['60 minutes beside hours', '1h60m', 'refused'],
    ['minutes before hours', '30m1h', 'refused'],
    ['a fraction', '1.5h', 'refused'],
    ['an exponent', '1e3m', 'refused'],
    ['a line break after it', '2h\n', 'refused'],
  ]),
  ...of('httpDate', [
    ['the obsolete form', 'Tuesday, 24-Nov-26 02:17:00 GMT', 'refused'],
    ['another zone', 'Tue, 24 Nov 2026 02:17:00 CET', 'refused'],
    ['the wrong weekday', 'Mon, 24 Nov 2026 02:17:00 GMT', 'refused'],
  ]),
  ...of('clocks', [
    [
      'a day apart',
      `${HOUR} Wed,_25_Nov_2026_02:17:00_GMT`,
      'the clocks of GitHub (2026-11-24T02:17:00Z) and Google (2026-11-25T02:17:00Z) are 86400 s apart',
    ],
    [
      '301 seconds apart',
      `${HOUR} Tue,_24_Nov_2026_02:22:01_GMT`,
      'the clocks of GitHub (2026-11-24T02:17:00Z) and Google (2026-11-24T02:22:01Z) are 301 s apart',
    ],
    ['300 seconds apart', `${HOUR} Tue,_24_Nov_2026_02:22:00_GMT`, 'agree'],
    ['GitHub silent', `- ${HOUR}`, 'GitHub did not return the time'],
    ['Google silent', `${HOUR} -`, 'no time'],
  ]),
  ...of('iamPolicy', [
    ['without an etag', JSON.stringify({ version: 3, bindings: [] }), 'Google returned the IAM policy without an etag'],
    ['with an empty etag', policyOf({ etag: '' }), 'Google returned the IAM policy without an etag'],
    [
      'downgraded, conditions gone',
      policyOf({
        version: 1,
        bindings: [{ role: 'roles/cloudsql.viewer_withcond_e75a1e5a9c1d3a1f2b5c', members: ['user:a@acme.example'] }],
      }),
      'Google returned the IAM policy without its conditions (role roles/cloudsql.viewer_withcond_e75a1e5a9c1d3a1f2b5c)',
    ],
    [
      'conditions at version 1',
      policyOf({
        version: 1,
        bindings: [
          { role: 'roles/x', members: ['user:a@acme.example'], condition: { title: 't', expression: 'true' } },
        ],
      }),
      'the IAM policy has conditions, but its version is below 3',
    ],
    [
      'conditions and no version',
      JSON.stringify({
        etag: 'BwY=',
        bindings: [
          { role: 'roles/x', members: ['user:a@acme.example'], condition: { title: 't', expression: 'true' } },
        ],
      }),
      'the IAM policy has conditions, but its version is below 3',
    ],
    ['empty, but with an etag, which is what a new project has', policyOf({}), '0 bindings'],
  ]),
  ...of('mark', [
    ['on no condition', bound(undefined), 'nobody-here'],
    ['of another installation', marked({ title: 'pullcord/acme-two/42' }), 'nobody-here'],
    ['in another case', marked({ title: 'Pullcord/acme/42' }), 'nobody-here'],
    [
      'of another repository',
      marked({ description: 'repository 700101 https://github.com/acme/access/pull/42' }),
      'another-repository',
    ],
    [
      'forged without a repository',
      marked({ description: 'ours, honestly' }),
      'us, pull 42, until 2026-11-24T04:17:00Z',
    ],
    [
      'with a pull number past all numbers',
      marked({ title: 'pullcord/acme/99999999999999999999' }),
      'us, pull unreadable, until 2026-11-24T04:17:00Z',
    ],
    [
      'with a pull number in hex',
      marked({ title: 'pullcord/acme/0x2a' }),
      'us, pull unreadable, until 2026-11-24T04:17:00Z',
    ],
    ['with pull number 0', marked({ title: 'pullcord/acme/0' }), 'us, pull unreadable, until 2026-11-24T04:17:00Z'],
    [
      'made permanent by an or',
      marked({ expression: `${expressionOf(WINDOW)} || true` }),
      'us, pull 42, no window of ours',
    ],
    [
      'made permanent by a closing quote',
      marked({
        expression:
          'request.time >= timestamp("2026-11-24T02:17:00Z") && request.time < timestamp("9999-01-01T00:00:00Z") || ("a" == "a")',
      }),
      'us, pull 42, no window of ours',
    ],
    [
      'with an end that is no day',
      marked({
        expression:
          'request.time >= timestamp("2026-11-24T02:17:00Z") && request.time < timestamp("2026-02-30T00:00:00Z")',
      }),
      'us, pull 42, no window of ours',
    ],
    [
      'turned around',
      marked({
        expression:
          'request.time < timestamp("2026-11-24T02:17:00Z") && request.time >= timestamp("2026-11-24T04:17:00Z")',
      }),
      'us, pull 42, no window of ours',
    ],
  ]),
  ...of('narrowing', [
    [
      'closes the quote',
      '"\') || true || ("',
      'nothing was written: an IAM condition cannot contain "\\"\') || true || (\\""; report a defect of Pullcord',
    ],
    [
      'ends in a backslash',
      'projects/p\\',
      'nothing was written: an IAM condition cannot contain "projects/p\\\\"; report a defect of Pullcord',
    ],
    [
      'breaks the line',
      'projects/p\n|| true',
      'nothing was written: an IAM condition cannot contain "projects/p\\n|| true"; report a defect of Pullcord',
    ],
    [
      'is not ASCII',
      'projects/\u0440',
      'nothing was written: an IAM condition cannot contain "projects/\u0440"; report a defect of Pullcord',
    ],
  ]),
  ...of('ledger', [
    ['is empty', '', 'the ledger has no genesis record'],
    ['is one line break', '\n', 'audit/entries/000000.jsonl:1 is not a canonical audit record'],
    ['ends within a line', GENESIS, 'audit/entries/000000.jsonl does not end with a newline'],
    [
      'has a blank in it',
      `${GENESIS.replace('{"at"', '{ "at"')}\n`,
      'audit/entries/000000.jsonl:1 is not a canonical audit record',
    ],
    [
      'has its keys in another order',
      `${GENESIS.replace('"kind":"genesis","pull":null', '"pull":null,"kind":"genesis"')}\n`,
      'audit/entries/000000.jsonl:1 is not a canonical audit record',
    ],
    [
      'says a key twice',
      `${GENESIS.replace('"pull":null', '"pull":null,"pull":null')}\n`,
      'audit/entries/000000.jsonl:1 is not a canonical audit record',
    ],
    [
      'writes a number another way',
      `${GENESIS.replace('"seq":0', '"seq":0.0')}\n`,
      'audit/entries/000000.jsonl:1 is not a canonical audit record',
    ],
    ['has a Windows line end', `${GENESIS}\r\n`, 'audit/entries/000000.jsonl:1 is not a canonical audit record'],
    [
      'begins with another number',
      `${GENESIS.replace('"seq":0', '"seq":1')}\n`,
      'audit/entries/000000.jsonl:1 has seq 1 instead of 0',
    ],
    [
      'has its genesis twice',
      `${GENESIS}\n${GENESIS.replace('"seq":0', '"seq":1')}\n`,
      'audit/entries/000000.jsonl:2: only the first record is the genesis',
    ],
    [
      'has a line dropped',
      `${GENESIS}\n${GENESIS.replace('"seq":0', '"seq":2')}\n`,
      'audit/entries/000000.jsonl:2 has seq 2 instead of 1',
    ],
  ]),
  ...of('checkpoint', [
    [
      'of more records than there are',
      checkpoint(3),
      'cut-off: the checkpoint covers 3 records, and the ledger has only 2',
    ],
    [
      'of the same size with another root',
      checkpoint(2, ROOT(9)),
      'rewritten: the first 2 records differ from those that the checkpoint covers: the root hashes differ',
    ],
    [
      'of fewer records with another root',
      checkpoint(1, ROOT(9)),
      'rewritten: the first 1 records differ from those that the checkpoint covers: the root hashes differ',
    ],
    [
      'of another ledger',
      checkpoint(2, ROOT(2), 'pullcord/acme/700101'),
      'checkpoint-origin: the checkpoint belongs to the ledger "pullcord/acme/700101", and this ledger is pullcord/acme/700100',
    ],
    ['of a negative size', checkpoint(2).replace('\n2\n', '\n-2\n'), 'the size "-2" is not a number of records'],
    [
      'of a size past all numbers',
      checkpoint(2).replace('\n2\n', '\n9999999999999999\n'),
      'the size "9999999999999999" is not a number of records',
    ],
    [
      'of a size with a zero before it',
      checkpoint(2).replace('\n2\n', '\n02\n'),
      'the size "02" is not a number of records',
    ],
    [
      'with a root that is too short',
      checkpoint(2).replace(toBase64(ROOT(2)), 'AgIC'),
      'the root is not 32 bytes in base64',
    ],
    [
      'with a line more',
      checkpoint(2).replace('\n\n', '\nextension\n\n'),
      'the text above the signatures must be three lines: origin, size and root',
    ],
    [
      'with a control character',
      checkpoint(2).replace('pullcord', 'pull\u0000cord'),
      'the text has control characters, or is not valid Unicode',
    ],
    ['cut short', checkpoint(2).slice(0, 24), 'no empty line separates the text from the signatures'],
  ]),
  ...of('gate', [
    [
      'is off',
      '',
      'people with write access can push to main without a pull request (policies/organization.yaml requires pullRequestsOnly, so this run only revokes) | changes of main, and so of policies, need no review by a code owner (policies/organization.yaml requires codeOwnerReview, so this run only revokes) | people with write access can force-push main (policies/organization.yaml requires noForcePush, so this run only revokes) | people with write access can delete main (policies/organization.yaml requires noForcePush, so this run only revokes)',
    ],
    [
      'lets main be pushed to',
      'deletion non_fast_forward',
      'people with write access can push to main without a pull request (policies/organization.yaml requires pullRequestsOnly, so this run only revokes) | changes of main, and so of policies, need no review by a code owner (policies/organization.yaml requires codeOwnerReview, so this run only revokes)',
    ],
    [
      'lets main be force-pushed',
      'deletion pull_request',
      'people with write access can force-push main (policies/organization.yaml requires noForcePush, so this run only revokes)',
    ],
    ['is as declared', 'deletion non_fast_forward pull_request', 'grants'],
  ]),
  ...of('workflow', [
    ['runs on pull_request_target', job('').replace('pull_request', 'pull_request_target'), 'workflow-target'],
    [
      'runs on pull_request_target among others',
      job('').replace('pull_request', '[push, pull_request_target]'),
      'workflow-target',
    ],
    ['asks for an identity on pull requests', job('permissions: { id-token: write }'), 'workflow-identity'],
    ['writes by default', job('').replace('permissions: {}\n', ''), 'workflow-permissions'],
    [
      'runs what a title says',
      job("steps: [{ run: 'echo ${{ github.event.pull_request.title }}' }]"),
      'workflow-injection',
    ],
    ['runs what a branch is called', job("steps: [{ run: 'echo ${{ github.head_ref }}' }]"), 'workflow-injection'],
    ['uses an action that can be moved', job('steps: [{ uses: actions/checkout@v7 }]'), 'workflow-unpinned'],
  ]),
  ...of('lateRun', [
    ['a second before its end', '2026-11-24T04:16:59Z', 'live'],
    ['at its end', '2026-11-24T04:17:00Z', 'ended: its window ended at 2026-11-24T04:17:00Z'],
    ['days later', '2026-11-27T00:00:00Z', 'ended: its window ended at 2026-11-24T04:17:00Z'],
  ]),
  ...of('cell', [
    ['a formula', '=HYPERLINK("http://evil.example","x")', '"\'=HYPERLINK(""http://evil.example"",""x"")"'],
    ['a sum', '+1+1', "'+1+1"],
    ['a difference', '-2+3', "'-2+3"],
    ['a function of old', '@SUM(A1)', "'@SUM(A1)"],
    ['a formula after a tab', '\t=1', "'\t=1"],
    ['a formula in wide letters', '\uff1d1', "'＝1"],
    ['a row of its own', 'x\r\n=1,2', '"x\r\n=1,2"'],
    ['a quote that closes', '","=1', '""",""=1"'],
  ]),
  ...of('runner', [
    ['a command', '::add-mask::x', ': :add-mask::x'],
    ['a command after blanks', '  ::set-env name=A::x', '  : :set-env name=A::x'],
    ['a command after a blank only the runner sees', '\u0085::stop-commands::x', '\u0085: :stop-commands::x'],
    ['a command on a later line', 'fine\r\n::error::x', 'fine\n: :error::x'],
    ['an old command within a line', 'see ##[add-mask]x', 'see ## [add-mask]x'],
  ]),
  ...of('terminal', [
    ['an escape sequence', '\u001b[2Jgone', '[2Jgone'],
    ['a C1 control sequence', '\u009b2Jgone', '2Jgone'],
    ['text turned around', 'a\u202eb', 'a b'],
    ['a line of its own', 'ok\npullcord: approved', 'ok pullcord: approved'],
    ['tag characters', 'a\u{e0041}\u{e0042}b', 'a b'],
  ]),
  ...of('code', [
    ['a fence within', 'a``b', '``` a``b ```'],
    ['a mention and an image', '@org ![x](http://evil.example)', '`@org ![x](http://evil.example)`'],
    ['nothing', '', '` `'],
  ]),
  ...of('prose', [
    ['a mention', '@acme/security', '@&#8203;acme/security'],
    ['a number of an issue', 'fixes #1', 'fixes #&#8203;1'],
    ['an image', '![x](y)', '\\!\\[x\\]\\(y\\)'],
    ['a tag', '<img src=x>', '\\<img src\\=x\\>'],
    ['an entity', '&#64;org', '\\&#&#8203;64;org'],
    ['an address', 'https://evil.example', 'https:&#47;&#47;evil.example'],
  ]),
];

function of(
  reader: HostileInput['reader'],
  cases: readonly (readonly [name: string, input: string, says: string])[],
): readonly HostileInput[] {
  return cases.map(([name, input, says]) => ({ reader, name, input, says }));
}
