import type { Version } from './acceptance.ts';

export interface Access {
  readonly resource: string;
  readonly role: string;
}

/** What somebody is entitled to by one pull request, as the story has it. */
export interface Entitlement {
  readonly pull: number;
  readonly member: string;
  /** Everything that a version of its policy gives which may count as accepted. */
  readonly access: readonly Access[];
  readonly policy: string;
  readonly requester: number;
  /** Who approved it; without, glass was broken. */
  readonly approver: number | undefined;
  readonly approvedAt: number;
  /** Its requester broke glass before: without a review in time, no glass is broken again. */
  readonly isRepeated: boolean;
  /** How many commits the branch had with it. */
  readonly commit: number;
  /** Seconds since the epoch, by GitHub's clock. */
  readonly start: number;
  readonly end: number;
  /** The file or the policy went, or somebody ended it by a word: who sees so many commits of the branch can know. */
  withdrawn: { readonly commits: number | undefined; readonly byPolicy?: true } | undefined;
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
  /** The organization of the default branch does not parse: no policy counts as removed then. */
  readonly isOrganizationBroken: () => boolean;
  readonly policies: PolicyTruth;
}

/** What is true of documents and of the people behind them. */
export interface PolicyTruth {
  /** Why access must not be given to somebody who saw so many commits; `undefined`: it may be. */
  readonly against: (entitlement: Entitlement, one: Access, commits: number) => string | undefined;
  /** True if no run that reads everything could ever have refused it. */
  readonly isSure: (entitlement: Entitlement) => boolean;
  /** True if the branch with so many commits does not withhold it. */
  readonly isGivenAt: (entitlement: Entitlement, commits?: number) => boolean;
  readonly versionBy: (path: string, sha: string) => Version | undefined;
  readonly may: (version: Version) => boolean;
  readonly must: (version: Version) => boolean;
  readonly isLate: (version: Version) => boolean;
  readonly recorded: (version: Version) => void;
}
