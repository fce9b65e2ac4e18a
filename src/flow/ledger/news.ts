import type { GrantState } from '../../core/ledger/grant-state.ts';
import { isNews } from '../../core/ledger/ledger-index.ts';
import type { Draft } from '../../core/ledger/record.ts';
import { isRefusalNews } from '../../core/quarantine/refusal.ts';
import type { OpenLedger } from './open.ts';

/** The reason of the heartbeat by which a person confirms the branch. */
export const BRANCH_CONFIRMED = 'branch-confirmed';

/** Returns the draft with only those bindings that the ledger does not hold yet; nothing if it holds them all. */
export function newsIn(draft: Draft, { index, covered, tree, uncounted }: OpenLedger): readonly Draft[] {
  if (draft.reasons.some(({ code }) => code === BRANCH_CONFIRMED)) return [draft];
  if (draft.kind === 'heartbeat' && draft.reasons.length > 0) {
    // The branch may have moved since the draft was made: other records may have these numbers now.
    const isOfThisTail = (draft.voids ?? []).join() === uncounted.map(({ seq }) => seq).join();
    return covered < tree.size && isOfThisTail ? [draft] : [];
  }
  if (!isNews(draft, index) || !isRefusalNews(draft, tree.lines)) return [];
  const news = asOnRecord(draft, draft.pull === null ? undefined : index.byPull.get(draft.pull));
  if (news.bindings === undefined) return [news];
  return [{ ...news, bindings: news.bindings.filter((binding) => isNews({ ...news, bindings: [binding] }, index)) }];
}

/** Removes the grant from a draft. Access must close without it, too, or a later run would grant it again. */
export function withoutGrant(draft: Draft): Draft {
  if (draft.bindings === undefined) return draft;
  const rest: { -readonly [Name in keyof Draft]: Draft[Name] } = { ...draft };
  delete rest.grant;
  delete rest.decision;
  delete rest.request;
  return rest;
}

/** Uses the recorded grant, if another run has decided the request meanwhile. A grant is decided only once. */
function asOnRecord(draft: Draft, state: GrantState | undefined): Draft {
  if (draft.grant === undefined || state?.grant === undefined) return draft;
  const rest: { -readonly [Name in keyof Draft]: Draft[Name] } = { ...draft, grant: state.grant };
  delete rest.decision;
  return rest;
}
