import { STRICTEST, type Organization } from '../core/documents/organization.ts';
import { parseOrganization } from '../core/documents/parse-organization.ts';
import { ORGANIZATION_PATH } from '../core/documents/paths.ts';
import { examine, type DoctorReport } from '../core/gate/doctor.ts';
import type { Fact, FederationFact, GateFacts } from '../core/gate/facts.ts';
import { LEDGER_BRANCH } from './observe/gate.ts';
import { messages } from '../core/message.ts';
import type { GateReader } from '../core/ports.ts';

/**
 * Examines every protection of the repository, at one commit of the default branch. Compares them with the
 * declarations of `policies/organization.yaml` there. Changes nothing. @throws if GitHub does not return the repository
 */
export async function doctor(read: GateReader, federation?: FederationFact): Promise<DoctorReport> {
  const repository = await read.repository();
  const [main, ledger, files, settings] = await Promise.all([
    read.rulesOf(repository.defaultBranch),
    read.rulesOf(LEDGER_BRANCH),
    read.files(repository.head),
    read.settings(),
  ]);
  const { organization: document, ...rest } = files;
  const organization = organizationOf(document);
  const facts: GateFacts = {
    repository,
    require: organization.value?.require ?? STRICTEST,
    secondFactors: organization.value?.allowUnproven !== true,
    main,
    ledger,
    ...rest,
    ...settings,
    ...(federation === undefined ? {} : { federation }),
  };
  const unread = [
    ...organization.unread,
    ...failures([main, ledger, document, ...Object.values(rest), ...Object.values(settings)]),
  ];
  return examine(facts, messages('gate-unread', unread));
}

/** Parses the organization. An unreadable one counts as the strictest, and the report says so. */
function organizationOf(document: Fact<{ readonly bytes: Uint8Array | null }>): {
  readonly value?: Organization;
  readonly unread: readonly string[];
} {
  if (document.value === null) return { unread: [document.why] };
  if (document.value.bytes === null)
    return {
      unread: [
        `${ORGANIZATION_PATH} is missing on the default branch, so the strictest requirements apply. Add it in a pull request`,
      ],
    };
  const { value, issues } = parseOrganization(ORGANIZATION_PATH, document.value.bytes);
  if (value !== undefined) return { value, unread: [] };
  const [first] = issues;
  return { unread: [`${ORGANIZATION_PATH}:${first?.line ?? 1}:${first?.column ?? 1} ${first?.sentence ?? ''}`] };
}

function failures(facts: readonly Fact<object | string | boolean>[]): readonly string[] {
  return [...new Set(facts.flatMap((fact) => (fact.value === null && fact.failed ? [fact.why] : [])))];
}
