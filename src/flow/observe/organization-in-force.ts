import { acceptedOrganization } from '../../core/acceptance/versions.ts';
import type { Organization } from '../../core/documents/organization.ts';
import { parseOrganization } from '../../core/documents/parse-organization.ts';
import { ORGANIZATION_PATH } from '../../core/documents/paths.ts';
import type { PolicySet } from '../../core/documents/policy-set.ts';
import { errorMessage } from '../../core/error-message.ts';
import type { Ports } from '../../core/ports.ts';
import { addSeconds } from '../../core/time.ts';
import type { OpenLedger } from '../ledger/open.ts';
import { textOfVersion, type ChangeInputs, type ChangePorts } from './change-work.ts';
import { judgeChanges, type JudgedChanges } from './changes.ts';
import { documentsReader } from './documents-at.ts';
import { readPolicySet } from './documents.ts';

/** The organization that was accepted last. Only it may release people, and name places and people. */
export interface OrganizationInForce {
  /** `undefined` if it could not be read. */
  readonly organization: Organization | undefined;
  /** The reason why the document at the head is not in force; absent if it is. */
  readonly why?: string;
}

/** Returns the organization in force. It is the one at the head, unless the last change of it was not accepted. */
export async function organizationInForce(
  inputs: Pick<ChangeInputs, 'files' | 'documentsAt'> & { readonly documents: PolicySet },
  changes: JudgedChanges,
): Promise<OrganizationInForce> {
  const { files, documents } = inputs;
  const version = acceptedOrganization(changes.accepted);
  const atHead = files.find(({ path }) => path === ORGANIZATION_PATH)?.blob;
  if (version?.blob == null) return { organization: undefined, why: `no version of ${ORGANIZATION_PATH} is accepted` };
  if (version.blob === atHead && documents.organization !== undefined) return { organization: documents.organization };
  const { blob, commit } = version;
  const text = await textOfVersion(inputs, ORGANIZATION_PATH, { blob, commit }).catch(() => undefined);
  const organization =
    text === undefined ? undefined : parseOrganization(ORGANIZATION_PATH, new TextEncoder().encode(text)).value;
  return { organization, why: whyNotHead(changes) };
}

function whyNotHead({ unjudged, accepted }: JudgedChanges): string {
  const open = unjudged.find(({ paths }) => paths.length === 0 || paths.includes(ORGANIZATION_PATH));
  const state = accepted.documents.get(ORGANIZATION_PATH);
  return open?.sentence ?? state?.unaccepted?.why ?? `the last change of ${ORGANIZATION_PATH} is not accepted`;
}

/** Seconds. Older changes have their verdict on record. */
const LOOK_BACK = 8 * 86_400;

/** Reads the default branch and its verdicts, for a command that does not observe everything. Never throws. */
export async function readOrganizationInForce(
  ports: ChangePorts & { readonly repository: Pick<Ports['repository'], 'overview' | 'time'> },
  { index, genesis, trust }: Pick<OpenLedger, 'index' | 'genesis' | 'trust'>,
): Promise<OrganizationInForce> {
  try {
    const { repository, documents: files } = await ports.repository.overview();
    const now = ports.repository.time();
    if (now === undefined) return { organization: undefined, why: 'GitHub did not send the time' };
    const mainline = await ports.repository.mainline(repository.head, addSeconds(now, -LOOK_BACK));
    const documentsAt = documentsReader(ports, { repository, files, mainline });
    const documents = readPolicySet(files);
    const { accepted, quarantines } = index;
    const inputs = { repository, files, documents, mainline, documentsAt, genesis, accepted, quarantines };
    const changes = await judgeChanges(ports, { ...inputs, signed: (trust.keys ?? []).length > 0 });
    return await organizationInForce(inputs, changes);
  } catch (error) {
    return { organization: undefined, why: errorMessage(error) };
  }
}
