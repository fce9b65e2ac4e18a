import type { Organization } from '../../core/documents/organization.ts';
import { errorMessage } from '../../core/error-message.ts';
import { originOf } from '../../core/ledger/checkpoint.ts';
import { message, messages, type Message } from '../../core/message.ts';
import type { Ports, RepositoryState } from '../../core/ports.ts';
import { examineBranch, weighBranch } from '../ledger/activity.ts';
import { compareWithAnchors, NOT_COMPARED, type AnchorComparison } from '../ledger/anchors.ts';
import { doubtMessage } from '../ledger/doubts.ts';
import { isContinued } from '../ledger/continued.ts';
import type { NoLedger, OpenLedger } from '../ledger/open.ts';
import { pinMessages } from '../ledger/pin.ts';
import { withWantedKeys } from '../ledger/wanted-keys.ts';
import { findDesired, NOTHING_DESIRED, type Desired } from './desired.ts';
import { changeMessages, documentMessages } from './change-messages.ts';
import { judgeChanges } from './changes.ts';
import { documentsReader } from './documents-at.ts';
import { gateOf } from './gate.ts';
import { readInputs, readRequests, type GitHubInputs } from './inputs.ts';
import { observeWithoutGitHub, type Clone } from './without-github.ts';
import { organizationInForce, type OrganizationInForce } from './organization-in-force.ts';
import { recordedButUnknown } from './recorded-grants.ts';
import type { RunOrders } from './orders.ts';
import type { ObservedState } from './state.ts';
import { resourcesOf, rolesOf } from './where.ts';

/**
 * Reads GitHub, the ledger and its anchors, and decides every request without a decision on record. Never throws: a
 * message names each fact that GitHub did not return.
 * @param since the ledger as the caller left it; a ledger that holds less is in doubt
 */
export async function observe(
  ports: Ports,
  clone: Clone,
  orders: RunOrders = {},
  since?: OpenLedger,
): Promise<ObservedState> {
  const inputs = await readInputs(ports);
  if ('silent' in inputs) return observeWithoutGitHub(ports, clone, inputs, orders);
  const { github, valid } = inputs;
  const { repository, documents, documentFiles: files, now } = github;
  const read = 'problem' in inputs.ledger ? undefined : inputs.ledger;
  // Verdicts on changes come first, because every decision rests on accepted documents. Without a new change they read
  // nothing from GitHub.
  const documentsAt = documentsReader(ports, { ...github, files });
  const judging = { ...github, files, documentsAt };
  const changes = read === undefined ? undefined : await judgeChanges(ports, { ...judging, ...judgingBy(read) });
  const inForce: OrganizationInForce =
    changes === undefined ? { organization: valid?.organization } : await organizationInForce(judging, changes);
  const { organization = valid?.organization } = inForce;
  const open = read && withWantedKeys(ports, read, inForce.organization);
  // The run reads Google and GitHub at once: Google's answers may forbid grants, and change no desired grant.
  const comparing = compare(ports, open, organization, repository);
  const examining = open && examineBranch(ports, open);
  const installation = open?.genesis.installation ?? organization?.installation;
  const known = open === undefined ? [] : [...open.index.byPull.values()];
  const requests = await readRequests(ports, github, known).catch(errorMessage);
  const unread =
    typeof requests === 'string'
      ? [
          message(
            'requests-unreadable',
            `GitHub did not return the request files, so the next run retries: ${requests}`,
          ),
        ]
      : [];
  const all =
    typeof requests === 'string'
      ? { ...NOTHING_DESIRED, desired: recordedButUnknown(known, requests), unknown: unread }
      : open === undefined || changes === undefined
        ? NOTHING_DESIRED
        : await findDesired(ports, github, open, { files: requests, orders, documentsAt, changes, organization });
  const found = open?.doubtCode === undefined ? all : onlyRecorded(all, open);
  const gate = gateOf(await github.gate, [documents.organization, organization]);
  const anchors = await comparing;
  const doubted = withDoubt(open ?? inputs.ledger, anchors.doubt ?? lossSince(since, open));
  const branch = await examining;
  const weighed = 'problem' in doubted || branch === undefined ? undefined : weighBranch(doubted, branch, anchors);
  const ledger = weighed?.ledger ?? doubted;
  // Without the ledger the run does not know past grants, so no binding with our mark counts as unexplained.
  const unknown = [...('problem' in ledger ? [ledger.problem] : []), ...found.unknown];
  const isAnchored = [documents.organization, organization].some((one) => one?.ledger?.anchorsRequired === true);
  return {
    owner: installation === undefined ? undefined : { installation, repository: repository.id },
    repositoryName: repository.name,
    head: repository.head,
    now,
    organization,
    inForce,
    atHead: documents.organization,
    changes: changes?.fresh ?? [],
    policies: documents.policies,
    resources: resourcesOf([documents, valid], found.desired, known),
    roles: rolesOf(documents),
    desired: found.desired,
    ...(unknown.length > 0 ? { whyOthersUnknown: unknown.map(({ sentence }) => sentence).join('; ') } : {}),
    ledger: 'problem' in ledger ? undefined : ledger,
    anchors,
    judged: found.judged,
    blocked: [
      ...whyNoGrants(github, ledger, organization),
      ...(weighed?.blocked ?? []),
      ...gate.filter(({ severity }) => severity === 'warning'),
      ...(isAnchored ? messages('anchors-required', anchors.unread) : []),
      ...unread,
      ...(orders.blocked === undefined ? [] : [orders.blocked]),
    ],
    messages: [
      ...documentMessages(documents, repository.defaultBranch),
      ...(changes === undefined ? [] : changeMessages(files, changes, organization)),
      ...(open === undefined || judgingBy(open).signed ? [] : [UNSIGNED]),
      ...(open === undefined ? [] : pinMessages(open.trust)),
      ...gate,
      ...messages('anchors-unread', anchors.unread),
      ...(weighed?.messages ?? []),
      ...unknown,
      ...found.messages,
    ],
  };
}

/**
 * Leaves only grants on record. A ledger that the default branch does not pin may lack any grant. So nothing follows from a
 * grant that it lacks.
 */
function onlyRecorded(found: Desired, ledger: OpenLedger): Desired {
  const desired = found.desired.filter(({ pull }) => ledger.index.byPull.get(pull)?.grant !== undefined);
  return { ...found, desired, judged: [], unknown: [...found.unknown, doubtMessage(ledger)] };
}

const UNSIGNED = message(
  'verdicts-unsigned',
  'no key signs the ledger, so this run judged all changes of policies again, by the memberships of now',
);

/** Returns the ledger's part of the inputs for verdicts. */
function judgingBy({ index, genesis, trust }: OpenLedger) {
  return { accepted: index.accepted, quarantines: index.quarantines, genesis, signed: (trust.keys ?? []).length > 0 };
}

/** Compares the ledger with its anchors outside GitHub. Never throws. */
async function compare(
  ports: Ports,
  ledger: OpenLedger | undefined,
  organization: Organization | undefined,
  repository: RepositoryState,
): Promise<AnchorComparison> {
  if (ledger === undefined || organization === undefined) return NOT_COMPARED;
  const origin = originOf({ installation: organization.installation, repository });
  return compareWithAnchors(ports, ledger, organization, origin);
}

function lossSince(since: OpenLedger | undefined, open: OpenLedger | undefined): string | undefined {
  return since === undefined || open === undefined || isContinued(since, open)
    ? undefined
    : 'the branch audit lost records during this run';
}

function withDoubt(ledger: OpenLedger | NoLedger, doubt: string | undefined): OpenLedger | NoLedger {
  return 'problem' in ledger || ledger.doubt !== undefined || doubt === undefined ? ledger : { ...ledger, doubt };
}

function whyNoGrants(
  { repository }: GitHubInputs,
  ledger: OpenLedger | NoLedger,
  organization: Organization | undefined,
): readonly Message[] {
  if ('problem' in ledger) return [ledger.problem];
  const { genesis } = ledger;
  return [
    ...(ledger.doubt === undefined ? [] : [doubtMessage(ledger)]),
    ...(genesis.repository.id === repository.id
      ? []
      : [
          message(
            'ledger-mismatch',
            `Pullcord grants nothing, because the branch audit belongs to repository ${genesis.repository.id}, and this repository is ${repository.id}. Push the branch audit of this repository. If there is none, copy the branch elsewhere, delete it here, and begin a ledger: pullcord init --ledger`,
          ),
        ]),
    ...(organization === undefined || genesis.installation === organization.installation
      ? []
      : [
          message(
            'ledger-mismatch',
            `Pullcord grants nothing, because the ledger belongs to installation ${genesis.installation}, and policies/organization.yaml names ${organization.installation}. Set \`installation\` back to ${genesis.installation}`,
          ),
        ]),
  ];
}
