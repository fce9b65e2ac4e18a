import type { RestEndpointMethodTypes } from '@octokit/rest';

type Methods = RestEndpointMethodTypes;

/** The body of GitHub's answer, typed by its published description. A body that lacks a field does not compile. */
export type Data<Group extends keyof Methods, Method extends keyof Methods[Group]> = Methods[Group][Method] extends {
  response: { data: infer Body };
}
  ? Body
  : never;

export type UserBody = NonNullable<Data<'pulls', 'listReviews'>[number]['user']>;
/** Fits the repository's own operation, both ends of a pull request, and a run. */
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

/** Returns an instant in GitHub's format: whole seconds, UTC. */
export function toInstant(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** Returns an opaque id like those of GitHub's GraphQL. The same object always has the same id. */
export function toNodeId(kind: string, id: number | string): string {
  return `${kind}_${Buffer.from(`${kind}:${id}`).toString('base64url')}`;
}
