/** What somebody is entitled to by one pull request, as the story has it. */
export interface Entitlement {
  readonly pull: number;
  readonly member: string;
  readonly access: readonly { readonly resource: string; readonly role: string }[];
  readonly policy: string;
  /** Somebody approved it; without, glass was broken. */
  readonly approved: boolean;
  /** Seconds since the epoch, by GitHub's clock. */
  readonly start: number;
  readonly end: number;
  /** The file or the policy went, or somebody ended it by a word: who sees so many commits of the branch can know. */
  withdrawn: { readonly commits: number | undefined } | undefined;
  /** Its policy was changed without approval: who sees so many commits may give nothing more of it. */
  spoiled: number | undefined;
}

export interface Truth {
  readonly entitled: ReadonlyMap<number, Entitlement>;
  /** Pull requests whose intent the log outside has taken. */
  readonly intents: ReadonlySet<number>;
  /** Seconds since the epoch, by Google's clock. */
  readonly google: () => number;
  /** By GitHub's. */
  readonly github: () => number;
  /** How many records the latest checkpoint covers. */
  readonly covered: () => number;
  /** Resources that the policies of the default branch name: where marks of ours are looked for besides. */
  readonly named: () => ReadonlySet<string>;
}
