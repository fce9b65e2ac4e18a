import type { Reason, Result } from '../decision/rule.ts';
import { MERGE_AWAITED, type Decision, type Judged } from '../decision/decision.ts';
import type { GrantedRole } from '../grant/grant.ts';
import { code, said, type Item, type List, type Phrase, type Section } from './report.ts';
import { counted } from '../counted.ts';
import { bounded, nextSteps } from './next-steps.ts';
import { formatDuration } from '../time.ts';

/** Shows a whole decision: the verdict, the access, and every rule with its result. */
export function decisionSections({ evidence, decision }: Judged): readonly Section[] {
  const { pull, path } = evidence;
  const { offer, proof, grant } = decision;
  const rows = [
    ...(pull === null ? [] : [{ label: 'pull request', value: [`#${pull.number} `, said(pull.url)] as Phrase }]),
    ...(pull?.author == null ? [] : [{ label: 'requester', value: [code(pull.author.login)] }]),
    ...(offer === undefined ? [] : [{ label: 'policy', value: [code(offer.policy)] }]),
    ...(offer === undefined ? [] : [{ label: 'receiver', value: [code(offer.principal)] }]),
    ...(offer?.access ?? []).map((granted) => ({ label: 'access', value: accessPhrase(granted) })),
    ...(offer === undefined ? [] : [{ label: 'duration', value: [formatDuration(offer.duration)] }]),
    ...(grant === undefined ? [] : [{ label: 'window', value: [`${grant.window.start} to ${grant.window.end}`] }]),
    ...(proof === undefined ? [] : [{ label: 'proof', value: proofPhrase(proof) }]),
  ];
  return [
    {
      mark: markOf(decision),
      title: [code(path), ` is ${decision.verdict}`],
      rows,
      lists: [...whyNot(decision), ...decision.results.map((heading) => headingList(heading, decision))],
      next: nextSteps(decision.reasons, decision, evidence),
    },
  ];
}

/** Lists the rules that hold, folded. The reasons already name the other rules. */
export function heldList({ results }: Decision): readonly List[] {
  const held = results.flatMap(({ parts }) => parts).filter(({ outcome }) => outcome === 'holds');
  if (held.length === 0) return [];
  const title = counted(held.length, 'rule holds', 'rules hold');
  return [{ title, items: held.map(({ asks }): Phrase => [asks]), folded: true }];
}

/** Words for one role on one resource, with its narrowing. */
export function accessPhrase({ resource, role, only }: GrantedRole): Phrase {
  return [
    code(role),
    ' on ',
    code(resource),
    ...(only?.nameStartsWith === undefined ? [] : [', only names that begin with ', code(only.nameStartsWith)]),
    ...(only?.type === undefined ? [] : [', only type ', code(only.type)]),
    ...(only?.service === undefined ? [] : [', only service ', code(only.service)]),
  ];
}

export function reasonPhrase({ code: name, sentence }: Reason): Phrase {
  return [code(name), ' ', said(sentence)];
}

export function isReadyToMerge({ verdict, reasons }: Decision): boolean {
  return verdict === 'pending' && reasons.length === 1 && reasons[0]?.code === MERGE_AWAITED.code;
}

function markOf(decision: Decision): Section['mark'] {
  if (decision.verdict === 'approved' || isReadyToMerge(decision)) return 'good';
  return decision.verdict === 'denied' ? 'bad' : 'waiting';
}

function whyNot({ verdict, reasons }: Decision): readonly List[] {
  if (reasons.length === 0) return [];
  return [{ title: verdict === 'denied' ? 'reasons' : 'missing', items: reasons.map(reasonPhrase) }];
}

const SIGNS = { holds: '✓', denied: '✗', pending: '…', 'not asked': '·' } as const;

/** A heading with its rules. The rules that do not hold come first. */
function headingList({ asks, outcome, parts }: Result, decision: Decision): List {
  if (outcome === 'not asked') return { title: `${asks} (not checked)`, items: [] };
  const order = ['denied', 'pending', 'holds', 'not asked'] as const;
  const ordered = order.flatMap((one) => parts.filter((part) => part.outcome === one));
  return { title: asks, items: ordered.flatMap((part) => resultItems(part, decision)) };
}

/** A rule and its parts. Sentences of the decision's reasons and of the parts are not repeated for the rule. */
function resultItems({ outcome, asks, reasons, parts }: Result, decision: Decision): readonly Item[] {
  const shown = new Set(
    [...decision.reasons, ...parts.flatMap((part) => part.reasons)].map(({ sentence }) => sentence),
  );
  return [
    [
      `${SIGNS[outcome]} `,
      said(asks),
      outcome === 'not asked' && reasons.length === 0 ? ' (not checked)' : '',
      ...reasons.flatMap((reason): Phrase => [
        '; ',
        ...(shown.has(reason.sentence) ? [code(reason.code)] : reasonPhrase(reason)),
      ]),
    ],
    ...bounded(parts.map(partPhrase), 'reviews'),
  ];
}

function partPhrase({ outcome, asks, reasons }: Result): Phrase {
  return [`   ${SIGNS[outcome]} `, said(asks), ...reasons.flatMap((reason): Phrase => ['; ', ...reasonPhrase(reason)])];
}

function proofPhrase(proof: NonNullable<Decision['proof']>): Phrase {
  if (proof.kind === 'account-2fa') return ['two-factor authentication of the account'];
  return ['security key ', code(proof.key), proof.userVerification ? ', touched, with PIN or finger' : ', touched'];
}
