import { judgeOrganization } from '../../core/decision/policy-history.ts';
import { ORGANIZATION_PATH } from '../../core/documents/paths.ts';
import type { Organization } from '../../core/documents/organization.ts';
import { errorMessage } from '../../core/error-message.ts';
import { isTheirs, releaseOf } from '../../core/quarantine/quarantine.ts';
import type { DesiredGrant } from '../../core/plan/phase.ts';
import type { Genesis } from '../../core/ledger/record.ts';
import type { Ports } from '../../core/ports.ts';
import { addSeconds } from '../../core/time.ts';
import type { OpenLedger } from '../ledger/open.ts';
import { factOf, readPolicySet, teamsInOrganization, teamsOf, textsOf } from './documents.ts';

/** The port that the organization's document is read through. */
export type DocumentPorts = Pick<Ports, 'repository'>;

/** The organization at the head, if the last change of its document was approved as the one before demands. */
export type OrganizationInForce =
  | { readonly organization: Organization; readonly why?: undefined }
  /** Why it does not count, or why that is not known. */
  | { readonly organization?: undefined; readonly why: string };

/**
 * The organization's document at the head of the default branch, judged by the very rules requests judge it by, without
 * a request.
 */
export async function organizationThatCounts(
  { repository }: DocumentPorts,
  genesis: Genesis,
): Promise<OrganizationInForce> {
  try {
    const { repository: state, documents: files } = await repository.overview();
    const set = readPolicySet(files);
    if (set.organization === undefined) return { why: `${ORGANIZATION_PATH} does not parse` };
    const now = repository.time();
    if (now === undefined) return { why: 'GitHub did not tell the time' };
    const began = { commit: genesis.commit, policies: genesis.policies };
    const gathered = await repository.gather({
      head: state.head,
      path: NO_REQUEST,
      defaultBranch: state.defaultBranch,
      mainline: await repository.mainline(state.head, addSeconds(now, -LOOK_BACK)),
      documents: [ORGANIZATION_PATH],
      genesis: began,
      saml: set.organization.identity === 'saml',
      teams: teamsOf(set),
      teamsAt: () => Promise.resolve([]),
      teamsIn: teamsInOrganization,
    });
    if (gathered.unknown !== undefined) return { why: gathered.unknown };
    const [objection] = judgeOrganization({
      ...gathered.facts,
      documents: { before: null, head: factOf(files) },
      texts: { ...gathered.facts.texts, ...textsOf(files, [ORGANIZATION_PATH]) },
      genesis: began,
      onRecord: null,
    });
    return objection === undefined ? { organization: set.organization } : { why: objection.sentence };
  } catch (error) {
    return { why: errorMessage(error) };
  }
}

/**
 * The organization whose lines release the people behind these grants. A line that names somebody with access counts only if
 * its change was approved, which is asked where there is such a line; `undefined`: nobody is released.
 */
export async function organizationThatReleases(
  ports: DocumentPorts,
  desired: readonly DesiredGrant[],
  { index, genesis }: Pick<OpenLedger, 'index' | 'genesis'>,
  organization: Organization | undefined,
): Promise<Organization | undefined> {
  const released = index.quarantines.filter((one) => releaseOf(one, organization) !== undefined);
  const isNeeded = desired.some(
    ({ grant }) => grant !== undefined && released.some((one) => isTheirs(grant, one, organization)),
  );
  return isNeeded ? (await organizationThatCounts(ports, genesis)).organization : organization;
}

/** A path no request has, so that nothing but the documents is told of. */
const NO_REQUEST = 'requests/none';
/** Of older changes the path's own history tells. */
const LOOK_BACK = 86_400;
