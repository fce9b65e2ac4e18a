import type { GrantState } from '../../core/ledger/grant-state.ts';
import { isNews } from '../../core/ledger/ledger-index.ts';
import type { Draft } from '../../core/ledger/record.ts';
import { isRefusalNews } from '../../core/quarantine/refusal.ts';
import type { OpenLedger } from './open.ts';

/** The draft with only those bindings that the ledger does not hold yet; nothing if it holds them all. */
export function newsIn(draft: Draft, { index, covered, tree, uncounted }: OpenLedger): readonly Draft[] {
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

/** A closing closes access without its grant, too. Otherwise a later run would grant again what this one revoked. */
export function withoutGrant(draft: Draft): Draft {
  if (draft.bindings === undefined) return draft;
  const rest: { -readonly [Name in keyof Draft]: Draft[Name] } = { ...draft };
  delete rest.grant;
  delete rest.decision;
  delete rest.request;
  return rest;
}

/** Another run may have decided the request meanwhile. A grant is decided once, and keeps the form it has on record. */
function asOnRecord(draft: Draft, state: GrantState | undefined): Draft {
  if (draft.grant === undefined || state?.grant === undefined) return draft;
  const rest: { -readonly [Name in keyof Draft]: Draft[Name] } = { ...draft, grant: state.grant };
  delete rest.decision;
  return rest;
}
