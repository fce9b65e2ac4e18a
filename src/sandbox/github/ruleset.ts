/** A ruleset of branches, limited to the parts used here. Names are those of GitHub's API. */
export interface Ruleset {
  readonly id: number;
  readonly name: string;
  readonly enforcement: 'active' | 'evaluate' | 'disabled';
  /** Full names or fnmatch patterns; `~DEFAULT_BRANCH` and `~ALL` as on GitHub. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly bypass: readonly BypassActor[];
  readonly rules: readonly Rule[];
  readonly createdAt: number;
}

export interface BypassActor {
  readonly actor_id: number | null;
  readonly actor_type: 'Integration' | 'OrganizationAdmin' | 'RepositoryRole' | 'Team' | 'User';
  readonly bypass_mode: 'always' | 'pull_request' | 'exempt';
}

export type Rule =
  | { readonly type: 'creation' | 'deletion' | 'non_fast_forward' | 'required_linear_history' }
  | { readonly type: 'update'; readonly parameters?: { readonly update_allows_fetch_and_merge: boolean } }
  | { readonly type: 'pull_request'; readonly parameters: PullRequestParameters };

export interface PullRequestParameters {
  readonly allowed_merge_methods: readonly ('merge' | 'squash' | 'rebase')[];
  /** The API reports this setting. The sandbox does not dismiss reviews because of it. */
  readonly dismiss_stale_reviews_on_push: boolean;
  readonly require_code_owner_review: boolean;
  readonly require_last_push_approval: boolean;
  readonly required_approving_review_count: number;
  readonly required_review_thread_resolution: boolean;
}
