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

/** The port that reads the organization's document. */
export type DocumentPorts = Pick<Ports, 'repository'>;

/** The organization at the head, if its last change was approved as the document before it demands. */
export type OrganizationInForce =
  | { readonly organization: Organization; readonly why?: undefined }
  /** The reason why it does not count, or why that is unknown. */
  | { readonly organization?: undefined; readonly why: string };

/**
 * Judges the organization's document at the head of the default branch. The rules are those of a request, without the
 * request.
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
    if (now === undefined) return { why: 'GitHub did not send the time' };
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
 * Returns the organization whose lines release the people behind these grants; `undefined` if nobody is released. A line
 * that releases a person with access counts only if its change was approved. The run checks that only for such a line.
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

/** A path that no request has, so that GitHub returns only facts about the documents. */
const NO_REQUEST = 'requests/none';
/** Seconds. The history of the path shows older changes. */
const LOOK_BACK = 86_400;
