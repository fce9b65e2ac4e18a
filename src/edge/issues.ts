import type { IssueChange, Issues, NewIssue, Reviews } from '../core/ports.ts';
import type { ReviewIssue, ReviewMaterial } from '../core/review/opinion.ts';
import type { Standings } from '../core/review/review.ts';
import type { Query } from './github/answers.ts';
import type { RepositoryName } from './github/blob.ts';
import { reading, type GitHub } from './github/client.ts';
import {
  toComment,
  toIssue,
  toReview,
  type CommentItem,
  type IssueItem,
  type ReviewItem,
} from './github/issue-items.ts';
import { peopleReader } from './github/people.ts';
import { Unread } from './github/unread.ts';

/** Returns the account of the token. REST does not name it for an installation; GraphQL's `viewer` is its bot. */
const VIEWER: Query<{ readonly viewer: { readonly databaseId: number | null } }> = {
  document: 'query Viewer { viewer { databaseId } }',
};

const MOST_ASSIGNEES = 10;

/** Connects to issues and reviews over REST: https://docs.github.com/en/rest/issues. Every method throws `Unread`. */
export function issueTracker(github: GitHub, name: RepositoryName): Issues & Reviews {
  const { issues } = github.octokit.rest;
  const at = { owner: name.owner, repo: name.name };
  const people = peopleReader(github, name);

  async function ourselves(): Promise<number> {
    const what = 'the account of this token';
    const { databaseId } = (await github.ask(what, VIEWER, {})).viewer;
    if (databaseId === null) throw new Unread(what, 'GitHub returned an account without a number');
    return databaseId;
  }

  async function ours(label: string): Promise<readonly ReviewIssue[]> {
    const own = await ourselves();
    const what = `the issues labelled ${label}`;
    const all = await github.list(what, 'GET /repos/{owner}/{repo}/issues', { ...at, labels: label, state: 'all' });
    return (all as readonly IssueItem[])
      .filter(({ user, pull_request: pull }) => user?.id === own && pull === undefined)
      .map((issue) => toIssue(what, issue));
  }

  async function open({ title, body, labels, assignees }: NewIssue): Promise<void> {
    const what = 'the answer to the new issue';
    const issue = { ...at, title, body, labels: [...labels] };
    const first = assignees.slice(0, MOST_ASSIGNEES);
    try {
      await reading(what, issues.create({ ...issue, assignees: first, request: { retries: 0 } }));
    } catch (error) {
      // GitHub assigns only people with access to the repository. A mention notifies the others.
      if (!(error instanceof Unread && error.status === 422 && first.length > 0)) throw error;
      await reading(what, issues.create({ ...issue, request: { retries: 0 } }));
    }
  }

  async function comment(number: number, body: string): Promise<void> {
    const what = `the answer to a comment on #${number}`;
    await reading(what, issues.createComment({ ...at, issue_number: number, body, request: { retries: 0 } }));
  }

  async function change(number: number, { labels, close }: IssueChange): Promise<void> {
    await reading(
      `the answer to a change of #${number}`,
      issues.update({
        ...at,
        issue_number: number,
        ...(labels === undefined ? {} : { labels: [...labels] }),
        ...(close === undefined ? {} : { state: 'closed', state_reason: close }),
      }),
    );
  }

  /** Reads one issue with its comments. A list of issues does not contain the person who closed one. */
  async function conversation(number: number) {
    const what = `issue #${number}`;
    const issue = await reading(what, issues.get({ ...at, issue_number: number }));
    const route = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';
    const comments = await github.list(`the comments of #${number}`, route, { ...at, issue_number: number });
    return {
      issue: toIssue(what, issue.data),
      comments: (comments as readonly CommentItem[])
        .toSorted((a, b) => a.id - b.id)
        .map((item) => toComment(what, item)),
    };
  }

  async function ofPull(number: number): Promise<ReviewMaterial['reviews']> {
    const what = `the reviews of #${number}`;
    const all = await github.list(what, 'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews', {
      ...at,
      pull_number: number,
    });
    return (all as readonly ReviewItem[]).map((item) => toReview(what, item));
  }

  async function standings(
    asked: readonly { readonly id: number; readonly login: string }[],
    teams: readonly string[],
    saml: boolean,
  ): Promise<Standings> {
    const permissions = asked.map(async ({ id, login }) => [String(id), await people.permission(login, id)] as const);
    // Evidence is kept forever, so it holds no other members of a team.
    const involved = new Set(asked.map(({ id }) => id));
    const members = teams.map(async (slug) => {
      const all = await people.team(slug);
      return [slug, all === null ? null : all.filter((id) => involved.has(id))] as const;
    });
    const names = saml ? asked : [];
    const identities = names.map(async ({ id, login }) => [String(id), await people.identity(login, id)] as const);
    const facts = {
      permissions: Object.fromEntries(await Promise.all(permissions)),
      teams: Object.fromEntries(await Promise.all(members)),
      secondFactors: await people.secondFactors(asked.map(({ id }) => id)),
      ...(saml ? { identities: Object.fromEntries(await Promise.all(identities)) } : {}),
    };
    const gathered = github.time();
    if (gathered === undefined) throw new Unread('the time', "none of GitHub's answers had a date");
    return { ...facts, gathered };
  }

  return { ours, open, comment, change, conversation, ofPull, standings };
}
