import type { ApprovalAccount } from '../decision/approval.ts';
import { counted } from '../counted.ts';
import type { Issue } from '../issue.ts';
import { accessPhrase, heldList, isReadyToMerge, reasonPhrase } from './decision.ts';
import { code, said, type CheckedRequest, type CheckReport, type Phrase, type Section } from './report.ts';
import { formatDuration } from '../time.ts';
import { accessOf, type Reason } from '../decision/rule.ts';
import { bounded, nextSteps } from './next-steps.ts';

/** Shows each request, the meaning of a change of policies, every issue, and the next steps. */
export function checkSections(report: CheckReport): readonly Section[] {
  return [
    ...countSection(report),
    ...report.requests.map((request) => requestSection(request, report.issues)),
    ...changeSections(report),
    ...restSections(report),
  ];
}

/** One line about several requests, above their sections. */
function countSection({ requests, issues }: CheckReport): readonly Section[] {
  if (requests.length < 2) return [];
  const bad = requests.filter(({ path }) => issues.some((issue) => issue.path === path)).length;
  const title = `${requests.length} requests, ${bad} with issues`;
  return [{ mark: bad > 0 ? 'bad' : 'plain', title: [title] }];
}

function requestSection(checked: CheckedRequest, issues: readonly Issue[]): Section {
  const { path, request, policy, judged, approval } = checked;
  const own = issues.filter((issue) => issue.path === path);
  const decision = judged?.decision;
  const author = judged?.evidence.pull?.author?.login;
  const access = decision?.offer?.access ?? (policy === undefined ? [] : accessOf(policy));
  const rows = [
    ...(policy === undefined ? [] : [{ label: 'policy', value: [code(policy.name), ': ', said(policy.title)] }]),
    ...(policy === undefined ? [] : [{ label: 'receiver', value: holderOf(checked, author) }]),
    ...access.map((granted) => ({ label: 'access', value: accessPhrase(granted) })),
    ...(request === undefined
      ? []
      : [{ label: 'duration', value: [`${formatDuration(request.duration)} from the merge`] }]),
    ...(request === undefined ? [] : [{ label: 'reason', value: [said(request.reason)] }]),
    ...(request?.incident === undefined ? [] : [{ label: 'incident', value: [code(request.incident)] }]),
    ...approval.map((words) => ({ label: 'approval', value: [code(words)] as Phrase })),
  ];
  const reasons =
    decision === undefined || decision.verdict === 'approved' || isReadyToMerge(decision) ? [] : decision.reasons;
  const unseen = reasons.filter(({ code: name }) => isUnseen(name));
  const missing = reasons.filter((reason) => !unseen.includes(reason));
  return {
    ...headingOf(checked, own.length),
    rows,
    lists: [
      { title: 'issues', items: own.map(issuePhrase) },
      {
        title: decision?.verdict === 'denied' ? 'reasons' : 'missing',
        items: missing.map(reasonPhrase),
      },
      { title: 'checked after the merge', items: unseen.map(({ sentence }) => [said(sentence)]) },
      {
        title: 'reviews',
        items: bounded(
          (decision?.approvals ?? []).map((account): Phrase => [
            `${approvalMark(account)} `,
            code(account.code),
            ' ',
            said(account.sentence),
          ]),
          'reviews',
        ),
      },
      ...(decision === undefined ? [] : heldList(decision)),
    ].filter(({ items }) => items.length > 0),
    ...nextOf(checked, own.length, missing),
  };
}

/** The next step for a document with issues, for a valid file without a pull request, and for each reason. */
function nextOf({ path, judged }: CheckedRequest, issues: number, missing: readonly Reason[]): Pick<Section, 'next'> {
  if (issues > 0) return { next: [['Correct the file, and check it again: ', code(`pullcord check ${path}`)]] };
  if (judged === undefined) return { next: [['Open a pull request that adds this file and nothing else.']] };
  const { decision, evidence } = judged;
  return { next: nextSteps(isReadyToMerge(decision) ? decision.reasons : missing, decision, evidence) };
}

function approvalMark({ counts, code: name }: ApprovalAccount): string {
  if (counts) return 'counts';
  return isUnseen(name) ? 'unknown before the merge' : 'does not count';
}

/** True if the check's token could not read the fact. The run that grants reads it again, with more rights. */
function isUnseen(name: string): boolean {
  return name.endsWith('-unknown');
}

function headingOf({ path, judged }: CheckedRequest, issues: number): Pick<Section, 'mark' | 'title'> {
  if (issues > 0) return { mark: 'bad', title: [code(path), ` has ${counted(issues, 'issue')}`] };
  if (judged !== undefined && isReadyToMerge(judged.decision))
    return { mark: 'good', title: [code(path), ' is approved. Merge it to get the access.'] };
  switch (judged?.decision.verdict) {
    case undefined:
      return { mark: 'good', title: [code(path), ' is a valid request'] };
    case 'approved':
      return { mark: 'good', title: [code(path), ' is approved and merged'] };
    case 'pending':
      return {
        mark: 'waiting',
        title: [code(path), ' is valid but not approved yet. A merge now grants nothing.'],
      };
    case 'denied':
      return { mark: 'bad', title: [code(path), ' is denied'] };
  }
}

function holderOf({ policy, judged }: CheckedRequest, author: string | undefined): Phrase {
  const principal = judged?.decision.offer?.principal ?? policy?.holder;
  if (principal === undefined) return ['the author of the pull request'];
  return author === undefined ? [code(principal)] : [code(principal), ', requested by ', code(author)];
}

function issuePhrase({ path, line, column, code: name, sentence }: Issue): Phrase {
  return [code(`${path}:${line}:${column}`), ' ', code(name), ' ', said(sentence)];
}

function changeSections({ changes }: CheckReport): readonly Section[] {
  if (changes.length === 0) return [];
  const words = { gives: 'gives', loosens: 'loosens', takes: 'removes', tightens: 'tightens', changes: 'changes' };
  const wider = changes.some(({ kind }) => kind === 'gives' || kind === 'loosens');
  const lists = (['gives', 'loosens', 'takes', 'tightens', 'changes'] as const).map((kind) => ({
    title: words[kind],
    items: changes
      .filter((change) => change.kind === kind)
      .map(({ policy, sentence }): Phrase => [code(policy), ': ', said(sentence)]),
  }));
  return [
    {
      mark: wider ? 'waiting' : 'plain',
      title: [wider ? 'This changes the rules of access and widens them.' : 'This changes the rules of access.'],
      lists: lists.filter(({ items }) => items.length > 0),
    },
  ];
}

function issuesIn(place: string, issues: readonly Issue[]): readonly Section[] {
  if (issues.length === 0) return [];
  const lists = [{ title: 'issues', items: issues.map(issuePhrase) }];
  return [{ mark: 'bad', title: [`${counted(issues.length, 'issue')} in ${place}`], lists }];
}

function restSections({ issues, requests, messages, changes }: CheckReport): readonly Section[] {
  const shown = new Set(requests.map(({ path }) => path));
  const rest = issues.filter(({ path }) => !shown.has(path));
  const isStray = ({ path }: Issue) => !/^(?:requests|policies)\//.test(path);
  return [
    ...issuesIn(
      'policies/',
      rest.filter((issue) => !isStray(issue)),
    ),
    ...issuesIn('files outside requests/ and policies/', rest.filter(isStray)),
    ...messages.map(({ sentence }): Section => ({ mark: 'plain', title: [said(sentence)] })),
    ...(requests.length + changes.length + issues.length + messages.length === 0
      ? [{ mark: 'plain' as const, title: ['This pull request changes no request and no policy.'] }]
      : []),
  ];
}
