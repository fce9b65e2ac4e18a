import type { RestEndpointMethodTypes } from '@octokit/rest';

type Methods = RestEndpointMethodTypes;

/** What GitHub answers, as its published description types it: a body that lacks a field does not compile. */
export type Data<Group extends keyof Methods, Method extends keyof Methods[Group]> = Methods[Group][Method] extends {
  response: { data: infer Body };
}
  ? Body
  : never;

export type UserBody = NonNullable<Data<'pulls', 'listReviews'>[number]['user']>;
/** Fit for the repository's own operation, for the two ends of a pull request and for a run. */
export type RepositoryBody = Data<'repos', 'get'> &
  Data<'pulls', 'list'>[number]['head']['repo'] &
  Data<'actions', 'getWorkflowRun'>['repository'];
export type PullBody = Data<'pulls', 'get'>;
export type PullListBody = Data<'pulls', 'list'>[number];
export type ReviewBody = Data<'pulls', 'getReview'>;
export type FileBody = Data<'pulls', 'listFiles'>[number];
export type CommitBody = Data<'repos', 'getCommit'>;
export type GitCommitBody = Data<'git', 'getCommit'>;
export type VerificationBody = GitCommitBody['verification'];

/** Instants as GitHub writes them: whole seconds, UTC. */
export function toInstant(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** An opaque id like those of GitHub's GraphQL, the same for the same thing. */
export function toNodeId(kind: string, id: number | string): string {
  return `${kind}_${Buffer.from(`${kind}:${id}`).toString('base64url')}`;
}
