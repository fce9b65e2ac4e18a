import type { ApprovalAccount } from '../decision/approval.ts';
import type { Issue } from '../issue.ts';
import { accessPhrase, heldList, isReadyToMerge, reasonPhrase } from './decision.ts';
import { code, said, type CheckedRequest, type CheckReport, type Phrase, type Section } from './report.ts';
import { formatDuration } from '../time.ts';
import { accessOf } from '../decision/rule.ts';

/** What a check tells: each request, what a change of policies means, every issue, and what to do next. */
export function checkSections(report: CheckReport): readonly Section[] {
  return [
    ...report.requests.map((request) => requestSection(request, report.issues)),
    ...changeSections(report),
    ...restSections(report),
  ];
}

function requestSection(checked: CheckedRequest, issues: readonly Issue[]): Section {
  const { path, request, policy, judged, approval } = checked;
  const own = issues.filter((issue) => issue.path === path);
  const decision = judged?.decision;
  const author = judged?.evidence.pull?.author?.login;
  const access = decision?.offer?.access ?? (policy === undefined ? [] : accessOf(policy));
  const rows = [
    ...(policy === undefined ? [] : [{ label: 'policy', value: [code(policy.name), ': ', said(policy.title)] }]),
    ...(policy === undefined ? [] : [{ label: 'to whom', value: holderOf(checked, author) }]),
    ...access.map((granted) => ({ label: 'access', value: accessPhrase(granted) })),
    ...(request === undefined
      ? []
      : [{ label: 'how long', value: [`${formatDuration(request.duration)} from the merge`] }]),
    ...(request === undefined ? [] : [{ label: 'why', value: [said(request.reason)] }]),
    ...(request?.incident === undefined ? [] : [{ label: 'incident', value: [code(request.incident)] }]),
    ...approval.map((words) => ({ label: 'who may approve', value: [code(words)] as Phrase })),
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
        title: decision?.verdict === 'denied' ? 'why not' : 'missing',
        items: missing.map(reasonPhrase),
      },
      { title: 'looked at when it is merged', items: unseen.map(({ sentence }) => [said(sentence)]) },
      {
        title: 'reviews',
        items: (decision?.approvals ?? []).map((account) => [`${approvalMark(account)}: `, said(account.sentence)]),
      },
      ...(decision === undefined ? [] : heldList(decision)),
    ].filter(({ items }) => items.length > 0),
  };
}

function approvalMark({ counts, code: name }: ApprovalAccount): string {
  if (counts) return 'counts';
  return isUnseen(name) ? 'not known yet' : 'does not count';
}

/** A check's token sees little; what it could not see is asked again, with more rights, by the run that grants. */
function isUnseen(name: string): boolean {
  return name.endsWith('-unknown');
}

function headingOf({ path, judged }: CheckedRequest, issues: number): Pick<Section, 'mark' | 'title'> {
  if (issues > 0) return { mark: 'bad', title: [code(path), ` has ${issues} ${issues === 1 ? 'issue' : 'issues'}`] };
  if (judged !== undefined && isReadyToMerge(judged.decision))
    return { mark: 'good', title: [code(path), ' is approved: merging it grants the access'] };
  switch (judged?.decision.verdict) {
    case undefined:
      return { mark: 'good', title: [code(path), ' is a valid request'] };
    case 'approved':
      return { mark: 'good', title: [code(path), ' is approved and merged'] };
    case 'pending':
      return {
        mark: 'waiting',
        title: [code(path), ' is valid and not approved yet: merged like this it grants nothing'],
      };
    case 'denied':
      return { mark: 'bad', title: [code(path), ' cannot be granted'] };
  }
}

function holderOf({ policy, judged }: CheckedRequest, author: string | undefined): Phrase {
  const principal = judged?.decision.offer?.principal ?? policy?.holder;
  if (principal === undefined) return ["the pull request's author"];
  return author === undefined ? [code(principal)] : [code(principal), ', asked for by ', code(author)];
}

function issuePhrase({ path, line, column, code: name, sentence }: Issue): Phrase {
  return [code(`${path}:${line}:${column}`), ' ', code(name), ' ', said(sentence)];
}

function changeSections({ changes }: CheckReport): readonly Section[] {
  if (changes.length === 0) return [];
  const words = { gives: 'gives', loosens: 'loosens', takes: 'takes away', tightens: 'tightens', changes: 'changes' };
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
      title: [wider ? 'this changes who may get what, and opens something' : 'this changes who may get what'],
      lists: lists.filter(({ items }) => items.length > 0),
    },
  ];
}

function restSections({ issues, requests, messages, changes }: CheckReport): readonly Section[] {
  const told = new Set(requests.map(({ path }) => path));
  const rest = issues.filter(({ path }) => !told.has(path));
  return [
    ...(rest.length === 0
      ? []
      : [
          {
            mark: 'bad' as const,
            title: [`${rest.length} ${rest.length === 1 ? 'issue' : 'issues'} in policies/`],
            lists: [{ title: 'issues', items: rest.map(issuePhrase) }],
          },
        ]),
    ...(messages.length === 0
      ? []
      : [
          {
            mark: 'plain' as const,
            title: ['note'],
            lists: [{ title: 'notes', items: messages.map(({ sentence }) => [said(sentence)]) }],
          },
        ]),
    ...(requests.length + changes.length + issues.length + messages.length === 0
      ? [{ mark: 'plain' as const, title: ['nothing here for Pullcord: no request and no policy changes'] }]
      : []),
  ];
}
