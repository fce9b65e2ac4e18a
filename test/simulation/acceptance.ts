import type { People } from './people.ts';
import type { Access } from './truth.ts';

/*
 * The documents of the default branch through time, and what may or must count as accepted. Nothing here is the
 * product's: it follows from who wrote, who approved, and who was in which team.
 */

/** What one version of a document says, as far as the story cares. */
export interface Model {
  readonly access: readonly Access[];
  /** The team that approves changes, in an organization. */
  readonly approvers: string;
  /** It does not parse. */
  readonly broken: boolean;
}

/** One change of one document. `change` is absent for a push. */
export interface Version {
  readonly path: string;
  readonly text: string | null;
  readonly model: Model;
  /** How many commits the branch has with it. */
  readonly commit: number;
  readonly sha: string;
  readonly at: number;
  readonly change?: { readonly author: number; readonly approver: number | undefined };
}

export const ORGANIZATION = 'policies/organization.yaml';
/** A merge that no run judges within a day is not accepted. */
const A_DAY = 86_400;
/** Seconds between what a run asks and what it records. */
const SLOWEST_RUN = 1800;

export class Acceptance {
  readonly #versions: Version[] = [];
  /** When a verdict that accepts came on record, by path and commit. */
  readonly #recorded = new Map<string, number>();
  readonly #people: People;
  readonly #now: () => number;
  readonly #signed: boolean;

  constructor(people: People, now: () => number, signed: boolean) {
    this.#people = people;
    this.#now = now;
    this.#signed = signed;
  }

  add(version: Version): void {
    this.#versions.push(version);
  }

  recorded(version: Version): void {
    const key = `${version.path} ${version.commit}`;
    if (!this.#recorded.has(key)) this.#recorded.set(key, this.#now());
  }

  /** True if a run may rest on the version: with a key, only once a record says so. */
  isOnRecord({ path, commit }: Version): boolean {
    return !this.#signed || commit === 1 || this.#recorded.has(`${path} ${commit}`);
  }

  /** True if a verdict that comes on record now comes too late for the teams of the merge to be known. */
  isLate({ at }: Version): boolean {
    return this.#now() > at + A_DAY + SLOWEST_RUN;
  }

  versionBy(path: string, sha: string): Version | undefined {
    return this.#versions.find((one) => one.path === path && one.sha === sha);
  }

  get all(): readonly Version[] {
    return this.#versions;
  }

  of(path: string): readonly Version[] {
    return this.#versions.filter((one) => one.path === path);
  }

  /** The version on the branch when it had so many commits. */
  at(path: string, commits: number): Version | undefined {
    return this.of(path).findLast(({ commit }) => commit <= commits);
  }

  /** The versions of which one is the accepted one for what merged as that commit, newest first. */
  candidates(path: string, commit: number): readonly Version[] {
    const found: Version[] = [];
    for (const one of this.of(path)
      .filter((each) => each.commit < commit)
      .toReversed()) {
      if (this.may(one)) found.push(one);
      if (this.must(one)) break;
    }
    return found;
  }

  /** The same for what happened at a time. */
  candidatesAt(path: string, at: number): readonly Version[] {
    const next = this.of(path).find((one) => one.at > at);
    return this.candidates(path, next?.commit ?? Infinity);
  }

  /** True if it can count as accepted: somebody entitled approved it, as far as anybody could see within a day. */
  may(version: Version): boolean {
    const { path, change, at, model } = version;
    if (version.commit === 1) return true;
    if (change?.approver === undefined || change.approver === change.author) return false;
    if (path === ORGANIZATION && (model.broken || version.text === null)) return false;
    const barred = this.#before(version, (one) => this.#isMaybeAcceptedText(one));
    if (barred.some((id) => id === undefined || id === change.approver)) return false;
    const until = this.#signed ? Math.min(this.#now(), at + A_DAY) : this.#now();
    return this.candidates(ORGANIZATION, version.commit).some(({ model: { approvers } }) =>
      this.#people.wasEver(approvers, change.approver ?? 0, at, until),
    );
  }

  /** True if every run that can read everything accepts it. */
  must(version: Version): boolean {
    const { path, change, at } = version;
    if (version.commit === 1) return true;
    if (!this.may(version) || change?.approver === undefined) return false;
    const recordedAt = this.#recorded.get(`${path} ${version.commit}`);
    const until = recordedAt ?? this.#now();
    if (recordedAt === undefined && this.#signed && until > at + A_DAY) return false;
    if (this.#people.wasDeleted(change.author, until)) return false;
    const barred = this.#before(version, (one) => this.#isSurelyAcceptedText(one));
    if (barred.some((id) => id === undefined || id === change.approver)) return false;
    const [organization, ...others] = this.candidates(ORGANIZATION, version.commit);
    return (
      organization !== undefined &&
      others.length === 0 &&
      this.#people.wasAlways(organization.model.approvers, change.approver, at, until)
    );
  }

  /** Who made the changes that this one stands on; `undefined` for a push. */
  #before(version: Version, isEnd: (one: Version) => boolean): readonly (number | undefined)[] {
    const made: (number | undefined)[] = [];
    for (const one of this.of(version.path)
      .filter(({ commit }) => commit < version.commit)
      .toReversed()) {
      if (isEnd(one)) break;
      made.push(one.change?.author);
    }
    return made;
  }

  #isMaybeAcceptedText(one: Version): boolean {
    return this.may(one) || this.candidates(one.path, one.commit).some(({ text }) => text === one.text);
  }

  #isSurelyAcceptedText(one: Version): boolean {
    if (this.must(one)) return true;
    const [only, ...others] = this.candidates(one.path, one.commit + 1);
    return others.length === 0 && only?.text === one.text;
  }
}
