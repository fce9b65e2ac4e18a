import { inWords } from '../core/decision/approval.ts';
import type { Issue } from '../core/issue.ts';
import { compareDocuments } from '../core/documents/policy-change.ts';
import type { PolicySet } from '../core/documents/policy-set.ts';
import type { CheckedRequest, CheckReport } from '../core/report/report.ts';
import { examineRequest } from '../core/documents/request.ts';
import { compileRule } from '../core/documents/schema/policy-schema.ts';
import { PIN_PATH } from '../core/ledger/pin.ts';
import { hasErrors, message, type Message } from '../core/message.ts';
import { judge } from '../core/decision/judge.ts';
import { ORGANIZATION_PATH, pathIssue } from '../core/documents/paths.ts';
import { asIfMerged, incidentSeen } from './check-evidence.ts';
import { acceptedSet, standingMessages, verdictsOnRecord, type CheckPorts } from './check-verdicts.ts';
import { checkPin } from './ledger/check-pin.ts';
import { readPolicySet, teamsOf } from './observe/documents.ts';
import type { DocumentFile, Facts, Incidents, PullRequests } from '../core/ports.ts';

/** Checks a pull request's documents. It protects nothing: the run that grants judges everything again. */
export async function checkPull(github: CheckPorts, number: number, incidents?: Incidents): Promise<CheckReport> {
  const repository = await github.repository();
  const baseFiles = await github.documents(repository.head);
  const base = readPolicySet(baseFiles);
  const files = await github.pullFiles(number);
  const verdicts = await verdictsOnRecord(github, repository.head, baseFiles, base);
  const known = 'accepted' in verdicts ? verdicts : undefined;
  const added = files.filter(({ path, change }) => path.startsWith('requests/') && change !== 'removed');
  const documents = files.filter(({ path }) => path.startsWith('policies/'));
  const [request] = added;
  const gathered = await github.gatherPull({
    number,
    head: repository.head,
    path: request?.path,
    teams: teamsOf(base),
    saml: base.organization?.identity === 'saml',
  });
  if (gathered.unknown !== undefined) throw new Error(gathered.unknown);
  const accepted = known === undefined ? base : await acceptedSet(known, baseFiles);
  const policies = documents.length === 0 ? NO_CHANGES : await checkPolicies(github, gathered.facts, base, accepted);
  const checked = gathered.requests
    .filter(({ path }) => added.some((file) => file.path === path))
    .map(({ path, bytes }) => checkRequest(path, bytes ?? TOO_LONG, base));
  const misplaced = added.length > 0 && files.length > 1 ? [alone(added[0]?.path ?? '', files.length)] : [];
  const incident = await incidentSeen(incidents, gathered.facts, checked[0]?.checkedRequest);
  const judged =
    added.length === 1 && files.length === 1
      ? judge({ ...(await asIfMerged(github, gathered.facts, baseFiles, known)), ...incident })
      : undefined;
  const requests = checked.map(({ checkedRequest }) => ({
    ...checkedRequest,
    ...(judged === undefined ? {} : { judged }),
  }));
  const issues = [...checked.flatMap((one) => one.issues), ...misplaced, ...policies.issues];
  const touched = documents.map(({ path }) => path);
  const head = { pull: gathered.facts.pull?.head.sha ?? '', main: repository.head };
  const pin = files.some(({ path }) => path === PIN_PATH) ? await checkPin(github, head) : [];
  const messages = [
    ...baseNotes(base, documents.length > 0),
    ...(known === undefined ? [] : standingMessages(known, baseFiles, touched, accepted.organization)),
    ...('accepted' in verdicts || documents.length === 0 ? [] : [verdicts]),
    ...policies.messages,
    ...removals(files),
    ...pin,
  ];
  return {
    issues,
    requests,
    changes: policies.changes,
    messages,
    passed: issues.length === 0 && judged?.decision.verdict !== 'denied' && !hasErrors(pin),
  };
}

/**
 * Checks documents as files, without a pull request: requests against the policies beside them.
 * @param stray paths outside `requests/` and `policies/`; each is an issue
 */
export function checkFiles(
  requests: readonly { readonly path: string; readonly bytes: Uint8Array }[],
  policies: readonly DocumentFile[],
  checkAllPolicies: boolean,
  stray: readonly string[] = [],
): CheckReport {
  const set = readPolicySet(policies);
  const checked = requests.map(({ path, bytes }) => checkRequest(path, bytes, set));
  const issues = [
    ...checked.flatMap((one) => one.issues),
    ...(checkAllPolicies ? set.issues : []),
    ...stray.map(strayIssue),
  ];
  return {
    issues,
    requests: checked.map(({ checkedRequest }) => checkedRequest),
    changes: [],
    messages: [...(checkAllPolicies ? soundNote(set) : []), ...baseNotes(set, checkAllPolicies)],
    passed: issues.length === 0,
  };
}

function strayIssue(path: string): Issue {
  const sentence =
    'this path is neither a request nor a policy; move the file to `requests/YYYY/MM/<name>.yaml` or `policies/<name>.yaml`';
  return pathIssue('path-form', path, sentence);
}

const NO_CHANGES = { issues: [], changes: [], messages: [] };
const TOO_LONG = new Uint8Array(16 * 1024 + 1);

interface Checked {
  readonly checkedRequest: CheckedRequest;
  readonly issues: readonly Issue[];
}

function checkRequest(path: string, bytes: Uint8Array, set: PolicySet): Checked {
  const { issues, request, policy } = examineRequest(path, bytes, set.policies, compileRule);
  const approval = policy?.approval.map(inWords) ?? [];
  const checkedRequest = {
    path,
    approval,
    ...(request === undefined ? {} : { request }),
    ...(policy === undefined ? {} : { policy }),
  };
  return { checkedRequest, issues };
}

async function checkPolicies(
  github: PullRequests,
  facts: Facts,
  base: PolicySet,
  accepted: PolicySet,
): Promise<Pick<CheckReport, 'issues' | 'changes' | 'messages'>> {
  const head = facts.pull?.head.sha;
  if (head === undefined) throw new Error("GitHub did not return the pull request's head commit; run the check again");
  const proposed = readPolicySet(await github.documents(head));
  return {
    issues: proposed.issues,
    changes: compareDocuments(accepted, proposed),
    messages: breakages(base, proposed),
  };
}

/** Names the policies that were valid and are not any more, even if the pull request does not touch them. */
function breakages(base: PolicySet, proposed: PolicySet): readonly Message[] {
  const broken = (set: PolicySet) => new Set(set.issues.map(({ path }) => path));
  const before = broken(base);
  const news = [...broken(proposed)].filter((path) => path !== ORGANIZATION_PATH && !before.has(path));
  return news.length === 0
    ? []
    : [
        message(
          'policies-broken',
          `merging this breaks ${news.join(', ')}: nothing is granted under ${news.length === 1 ? 'it' : 'them'} until the issues are fixed. Other policies work`,
        ),
      ];
}

function alone(path: string, count: number): Issue {
  const sentence = `a request is one added file, and this pull request changes ${count} files. Open one pull request for each request`;
  return { code: 'not-one-file', path, line: 1, column: 1, sentence };
}

function removals(files: readonly { readonly path: string; readonly change: string }[]): readonly Message[] {
  return files
    .filter(({ path, change }) => path.startsWith('requests/') && change === 'removed')
    .map(({ path }) => message('access-ends', `merging this pull request removes ${path} and revokes its access`));
}

function soundNote({ issues, policies }: PolicySet): readonly Message[] {
  const names = [...policies.keys()].join(', ');
  return issues.length > 0 ? [] : [message('policies-valid', `policies/ is valid: the organization and ${names}`)];
}

/**
 * Reports broken documents on the base, and policies without a second factor. They affect every request, even if the
 * pull request does not touch them.
 */
function baseNotes(base: PolicySet, areReported: boolean): readonly Message[] {
  const broken =
    base.issues.length > 0 && !areReported
      ? [
          message(
            'policies-broken',
            `issues in policies/ on the default branch: ${base.issues.length}. Nothing is granted under the broken documents until they are fixed. List the issues: pullcord check policies/*.yaml`,
          ),
        ]
      : [];
  const unproven = [...base.policies.values()]
    .filter(({ proof }) => proof === 'none')
    .map(({ name }) => message('no-second-factor', `policy ${name} asks for no second factor`));
  return [...broken, ...unproven];
}
