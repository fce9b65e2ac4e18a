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
  /** Its policy gives other access now: who sees so many commits may give nothing more of it. */
  spoiled: Spoiled | undefined;
}

/** A change of a policy, by commits of the branch. */
export interface Spoiled {
  readonly from: number;
  /** Reverted since. */
  to: number | undefined;
  /** The people whom it needs approved it. Without, it may withhold and never refuse for ever. */
  readonly accepted: boolean;
}

/** True if somebody who sees so many commits may give nothing more. */
export function isSpoiled({ spoiled }: Entitlement, commits: number): boolean {
  return spoiled !== undefined && commits >= spoiled.from && commits < (spoiled.to ?? Infinity);
}

/** True if the policy of a request still gives other access. */
export function staysSpoiled({ spoiled }: Entitlement): boolean {
  return spoiled !== undefined && spoiled.to === undefined;
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
