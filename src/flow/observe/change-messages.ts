import { changeName } from '../../core/acceptance/versions.ts';
import { listed } from '../../core/decision/rules/people.ts';
import { inWords } from '../../core/decision/approval.ts';
import type { Organization } from '../../core/documents/organization.ts';
import { ORGANIZATION_PATH } from '../../core/documents/paths.ts';
import type { PolicySet } from '../../core/documents/policy-set.ts';
import { message, messages, type Message } from '../../core/message.ts';
import type { DocumentFile } from '../../core/ports.ts';
import type { JudgedChanges } from './changes.ts';

/** Reports documents at the head that do not parse. Each withholds access under itself only. */
export function documentMessages({ issues }: PolicySet, branch: string): readonly Message[] {
  const broken = [...Map.groupBy(issues, ({ path }) => path)];
  return broken.flatMap(([path, [first, ...more]]) => {
    if (first === undefined) return [];
    const rest = more.length === 0 ? '' : `, and ${more.length} more`;
    const place = `${path}:${first.line}:${first.column} ${first.sentence}${rest}`;
    return path === ORGANIZATION_PATH
      ? [message('organization-invalid', `the accepted version stays in force until ${branch} is fixed: ${place}`)]
      : [message('documents-invalid', `nothing is granted under this policy until it is fixed: ${place}`)];
  });
}

/** Reports the verdicts of this run, and every document whose last change is not accepted, with what is missing. */
export function changeMessages(
  files: readonly DocumentFile[],
  { accepted, fresh, unjudged }: JudgedChanges,
  organization: Organization | undefined,
): readonly Message[] {
  const atHead = new Map(files.map(({ path, blob }) => [path, blob]));
  const approvers = organization?.policyChanges.map(inWords).join(' and ');
  const open = [...accepted.documents].flatMap(
    ([
      path,
      {
        accepted: [newest],
        unaccepted,
      },
    ]) => {
      const blob = atHead.get(path) ?? null;
      if (unaccepted === undefined || unaccepted.blob !== blob || blob === (newest?.blob ?? null)) return [];
      const stays = newest?.blob == null ? 'it gives no access' : `the version of ${originOf(newest)} stays in force`;
      const who = approvers === undefined ? '' : `. A new change needs ${approvers}`;
      return [`${path} as ${changeName(unaccepted)} left it is not accepted, so ${stays}: ${unaccepted.why}${who}`];
    },
  );
  return [
    ...fresh.map(({ documents, evidence: { pull }, commit }) => {
      const verdicts = listed(
        documents.map(({ path, verdict }) => `${path} ${verdict}`),
        MOST_DOCUMENTS,
      );
      return message('policies-changed', `${changeName({ pull: pull?.number ?? null, commit })}: ${verdicts}`);
    }),
    ...messages('document-unaccepted', atMost(open)),
    ...messages(
      'change-unjudged',
      unjudged.map(({ sentence }) => sentence),
    ),
  ];
}

/** Documents that one message names, and messages about documents of one run. */
const MOST_DOCUMENTS = 10;
const MOST_MESSAGES = 50;

function atMost(sentences: readonly string[]): readonly string[] {
  const more = sentences.length - MOST_MESSAGES;
  if (more <= 0) return sentences;
  const rest = `${more} more documents are not accepted as the default branch has them`;
  return [...sentences.slice(0, MOST_MESSAGES), rest];
}

function originOf({ pull, commit }: { readonly pull: number | null; readonly commit: string }): string {
  return pull === null ? `the ledger's start (${commit.slice(0, 12)})` : `#${pull}`;
}
