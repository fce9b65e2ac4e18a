import type {
  BranchPolicy,
  BranchRule,
  CodeownersError,
  EnvironmentFact,
  Fact,
  GateRepository,
  RulesetFact,
  TextFile,
} from '../../core/gate/facts.ts';
import { CODEOWNERS_PATHS } from '../../core/gate/codeowners.ts';
import { ORGANIZATION_PATH } from '../../core/documents/paths.ts';
import type { GateReader } from '../../core/ports.ts';
import type { RepositoryName } from './blob.ts';
import { reading, type GitHub } from './client.ts';
import {
  decodeFile,
  fields,
  isFields,
  list,
  number,
  text,
  toActions,
  toRule,
  toRuleset,
  toToken,
  type Fields,
} from './gate-answers.ts';
import { Unread } from './unread.ts';

const REPO = '/repos/{owner}/{repo}';

/**
 * Reads every protection of the repository over REST. Sources: https://docs.github.com/rest/repos/rules,
 * …/rest/actions/permissions, …/rest/deployments
 */
export function gateReader(github: GitHub, { owner, name }: RepositoryName): GateReader {
  const at = { owner, repo: name };

  async function get(what: string, route: string, parameters: Readonly<Record<string, unknown>> = {}): Promise<Fields> {
    const answer = await reading(what, github.octokit.request(`GET ${route}`, { ...at, ...parameters }));
    const data: unknown = answer.data;
    if (!isFields(data)) throw new Unread(what, 'GitHub answered without data', answer.status);
    return data;
  }

  async function counted(
    what: string,
    route: string,
    key: string,
    parameters: Readonly<Record<string, unknown>> = {},
  ): Promise<readonly Fields[]> {
    const answer = await get(what, route, { ...parameters, per_page: 100 });
    const items = answer[key];
    if (!Array.isArray(items) || answer['total_count'] !== items.length)
      throw new Unread(what, `GitHub counts ${String(answer['total_count'])} and lists another number`);
    return items.filter(isFields);
  }

  async function repository(): Promise<GateRepository> {
    const what = `repository ${owner}/${name}`;
    const found = await get(what, REPO);
    const defaultBranch = text(what, found['default_branch']);
    const branch = await get(what, `${REPO}/branches/{branch}`, { branch: defaultBranch });
    return {
      id: number(what, found['id']),
      ownerId: number(what, fields(found['owner'])['id']),
      name: text(what, found['full_name']),
      private: found['private'] !== false,
      defaultBranch,
      head: text(what, fields(branch['commit'])['sha']),
    };
  }

  async function readTeamNumber(slug: string): Promise<number> {
    const what = `team ${slug}`;
    return number(what, (await get(what, '/orgs/{org}/teams/{team_slug}', { org: owner, team_slug: slug }))['id']);
  }

  async function readRules(branch: string): Promise<readonly BranchRule[]> {
    const what = `the rules of ${branch}`;
    const rules = await github.list(what, `GET ${REPO}/rules/branches/{branch}`, { ...at, branch });
    return rules.map((rule) => toRule(what, fields(rule)));
  }

  async function readRulesets(): Promise<readonly RulesetFact[]> {
    const what = `the rulesets of ${owner}/${name}`;
    const listed = (await github.list(what, `GET ${REPO}/rulesets`, at)).map(fields);
    const ofBranches = listed.filter(({ target }) => target === undefined || target === 'branch');
    return Promise.all(
      ofBranches.map(async (short) => {
        const id = number(what, short['id']);
        const whole = await get(`the ruleset ${id}`, `${REPO}/rulesets/{ruleset_id}`, { ruleset_id: id });
        return toRuleset(what, id, whole);
      }),
    );
  }

  async function readEnvironments(): Promise<readonly EnvironmentFact[]> {
    const what = `the environments of ${owner}/${name}`;
    const found = await counted(what, `${REPO}/environments`, 'environments');
    return Promise.all(found.map((environment) => toEnvironment(text(what, environment['name']), environment)));
  }

  async function toEnvironment(environment: string, found: Fields): Promise<EnvironmentFact> {
    const rules = list(found['protection_rules']);
    const reviewers = rules.flatMap((rule) => list(rule['reviewers']));
    const timers = rules.map((rule) => (typeof rule['wait_timer'] === 'number' ? rule['wait_timer'] : 0));
    const within = `${REPO}/environments/{environment_name}`;
    const parameters = { environment_name: environment };
    const [branches, secrets] = await Promise.all([
      factOf(readBranches(environment, found)),
      factOf(readNames(`the secrets of the environment ${environment}`, `${within}/secrets`, parameters)),
    ]);
    return { name: environment, reviewers: reviewers.length, waitTimer: Math.max(0, ...timers), branches, secrets };
  }

  async function readBranches(
    environment: string,
    found: Fields,
  ): Promise<'all' | 'protected' | readonly BranchPolicy[]> {
    const what = `the branches that may use the environment ${environment}`;
    const policy = found['deployment_branch_policy'];
    if (policy === null) return 'all';
    if (!isFields(policy)) throw new Unread(what, 'GitHub did not return the branches');
    if (policy['protected_branches'] === true) return 'protected';
    const route = `${REPO}/environments/{environment_name}/deployment-branch-policies`;
    const policies = await counted(what, route, 'branch_policies', { environment_name: environment });
    return policies.map(({ name: pattern, type }) => ({
      name: text(what, pattern),
      type: typeof type === 'string' ? type : 'branch',
    }));
  }

  async function readNames(
    what: string,
    route: string,
    parameters: Readonly<Record<string, unknown>> = {},
  ): Promise<readonly string[]> {
    const found = await counted(what, route, 'secrets', parameters);
    return found.map((secret) => text(what, secret['name']));
  }

  async function readTwoFactor(): Promise<boolean> {
    const what = `the two-factor requirement of ${owner}`;
    const required = (await get(what, '/orgs/{org}', { org: owner }))['two_factor_requirement_enabled'];
    if (typeof required !== 'boolean')
      throw new Unread(what, 'GitHub shows this setting only to the token of an owner of the organization', 403);
    return required;
  }

  async function readErrors(): Promise<readonly CodeownersError[]> {
    const what = 'the errors in CODEOWNERS';
    const { errors } = await get(what, `${REPO}/codeowners/errors`);
    if (!Array.isArray(errors)) throw new Unread(what, 'GitHub answered without a list');
    return list(errors).map(({ line, kind, message }) => ({
      line: number(what, line),
      kind: text(what, kind),
      message: text(what, message),
    }));
  }

  async function readTree(commit: string): Promise<readonly TreeFile[]> {
    const what = `the files at ${commit}`;
    const tree = await get(what, `${REPO}/git/trees/{tree_sha}`, { tree_sha: commit, recursive: '1' });
    if (tree['truncated'] !== false) throw new Unread(what, 'GitHub lists only a part of the files');
    return list(tree['tree'])
      .filter(({ type }) => type === 'blob')
      .map(({ path, mode, sha }) => ({ path: text(what, path), mode: text(what, mode), sha: text(what, sha) }));
  }

  async function bytesOf({ path, mode, sha }: TreeFile): Promise<Uint8Array | null> {
    if (!mode.startsWith('100')) return null;
    const blob = await get(path, `${REPO}/git/blobs/{file_sha}`, { file_sha: sha });
    if (blob['encoding'] !== 'base64')
      throw new Unread(path, 'GitHub returned the file in another encoding than base64');
    return Buffer.from(text(path, blob['content']), 'base64');
  }

  async function textOf(file: TreeFile): Promise<TextFile> {
    return { path: file.path, text: decodeFile(await bytesOf(file)) };
  }

  return {
    repository,
    rulesOf: (branch) => factOf(readRules(branch)),
    teamNumber: (slug) => factOf(readTeamNumber(slug)),
    async files(commit) {
      const tree = await factOf(readTree(commit));
      if (tree.value === null) return { paths: tree, codeowners: tree, workflows: tree, organization: tree };
      const files = tree.value;
      const named = (path: string) => files.find((file) => file.path === path);
      const owners = CODEOWNERS_PATHS.map(named).find((file) => file !== undefined);
      const organization = named(ORGANIZATION_PATH);
      const workflows = files.filter(({ path }) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path));
      return {
        paths: { value: files.map(({ path }) => path) },
        codeowners: await factOf(
          owners === undefined ? Promise.resolve({ file: null }) : textOf(owners).then((file) => ({ file })),
        ),
        workflows: await factOf(Promise.all(workflows.map(textOf))),
        organization: await factOf(
          (organization === undefined ? Promise.resolve(null) : bytesOf(organization)).then((bytes) => ({ bytes })),
        ),
      };
    },
    async settings() {
      const actions = `${REPO}/actions/permissions`;
      const [rulesets, codeownersErrors, permissions, token, forkApproval, environments, secrets, twoFactorRequired] =
        await Promise.all([
          factOf(readRulesets()),
          factOf(readErrors()),
          factOf(get('the permissions of GitHub Actions', actions).then(toActions)),
          factOf(get('the permissions of a workflow’s token', `${actions}/workflow`).then(toToken)),
          factOf(
            get('the approval rule for pull requests of forks', `${actions}/fork-pr-contributor-approval`).then(
              (answer) => text('the approval rule for pull requests of forks', answer['approval_policy']),
            ),
          ),
          factOf(readEnvironments()),
          factOf(readNames('the secrets of the repository', `${REPO}/actions/secrets`)),
          factOf(readTwoFactor()),
        ]);
      return {
        rulesets,
        codeownersErrors,
        actions: permissions,
        token,
        forkApproval,
        environments,
        secrets,
        twoFactorRequired,
      };
    },
  };
}

interface TreeFile {
  readonly path: string;
  readonly mode: string;
  readonly sha: string;
}

/** Returns a fact, or the reason why it is missing. A failure may be temporary; a refusal is not. */
async function factOf<T>(asked: Promise<T>): Promise<Fact<T>> {
  try {
    return { value: await asked };
  } catch (error) {
    if (!(error instanceof Unread)) throw error;
    const refused = error.status !== undefined && error.status < 500 && error.status !== 429;
    return { value: null, why: error.message, ...(refused ? {} : { failed: true }) };
  }
}
