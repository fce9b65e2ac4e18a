import type { Acceptance, Model, Version } from './acceptance.ts';
import type { People } from './people.ts';
import type { Access, Entitlement, PolicyTruth } from './truth.ts';

/** Who may have what, from the documents and the people. */
export function policyTruth(acceptance: Acceptance, people: People, now: () => number): PolicyTruth {
  const pathOf = ({ policy }: Entitlement) => `policies/${policy}.yaml`;
  const headOf = (one: Entitlement, commits: number) => acceptance.at(pathOf(one), commits);
  const given = (version: { readonly model: Model; readonly text: string | null } | undefined) =>
    version === undefined || version.text === null || version.model.broken ? undefined : nameOf(version.model.access);
  const offersFor = (one: Entitlement) => acceptance.candidates(pathOf(one), one.commit);
  const whenApproved = (one: Entitlement) => acceptance.candidatesAt(pathOf(one), one.approvedAt);

  function against(one: Entitlement, access: Access, commits: number): string | undefined {
    const { approver, start, requester } = one;
    const atHead = given(headOf(one, commits));
    const offers = offersFor(one).filter((version) => given(version) !== undefined && given(version) === atHead);
    if (atHead === undefined) return 'its policy is gone or broken';
    const isGiven = ({ model }: { readonly model: Model }) => model.access.some((each) => sameAccess(each, access));
    if (!offers.some(isGiven)) return 'no version accepted before its merge gives the same as the branch';
    // A document that reads again as the one accepted before it needs no verdict of its own.
    const isReturn = ({ path, commit, text }: Version) =>
      acceptance.candidates(path, commit).some((before) => before.text === text && acceptance.isOnRecord(before));
    if (!offers.some((version) => acceptance.isOnRecord(version) || isReturn(version)))
      return 'no record accepts its policy yet';
    if (!people.wasEver('orders-oncall', requester, start, now())) return 'its requester was in no team then';
    if (approver === undefined) return undefined;
    if (!people.wasEver('sre-leads', approver, start, now())) return 'its approver was in no team then';
    return whenApproved(one).some((version) => given(version) === atHead)
      ? undefined
      : 'it was approved when its policy gave something else';
  }

  function isSure(one: Entitlement): boolean {
    const [only, ...others] = offersFor(one);
    const access = given(only);
    if (one.isRepeated) return false;
    if (only === undefined || access === undefined || others.length > 0 || !acceptance.must(only)) return false;
    const { approver, requester, start, commit } = one;
    const later = acceptance.of(pathOf(one)).filter((version) => version.commit > commit);
    return (
      later.every((version) => !acceptance.may(version) || given(version) === access) &&
      people.wasAlways('orders-oncall', requester, start, now()) &&
      (approver === undefined ||
        (people.wasAlways('sre-leads', approver, start, now()) &&
          whenApproved(one).every((version) => given(version) === access)))
    );
  }

  return {
    against,
    isSure,
    isGivenAt: (one, commits = Infinity) => {
      const access = given(headOf(one, commits));
      return access !== undefined && offersFor(one).some((version) => given(version) === access);
    },
    versionBy: (path, sha) => acceptance.versionBy(path, sha),
    may: (version) => acceptance.may(version),
    must: (version) => acceptance.must(version),
    isLate: (version) => acceptance.isLate(version),
    recorded: (version) => {
      acceptance.recorded(version);
    },
  };
}

function sameAccess(one: Access, other: Access): boolean {
  return one.resource === other.resource && one.role === other.role;
}

function nameOf(access: readonly Access[]): string {
  return JSON.stringify(access.map(({ resource, role }) => `${resource} ${role}`).sort());
}
