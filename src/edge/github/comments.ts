import type { Comments } from '../../core/ports.ts';
import { saysRevoke, type PullComment } from '../../core/revocation/revoke-comment.ts';
import type { Instant } from '../../core/time.ts';
import { reading, type GitHub } from './client.ts';
import type { RepositoryName } from './blob.ts';
import { toComment, type CommentItem } from './issue-items.ts';
import { readRevisions } from './revisions.ts';
import { peopleReader } from './people.ts';
import { Unread } from './unread.ts';

/** Maximum number of pages of the whole repository's comments. If there are more, each pull request is read alone. */
const MOST_PAGES = 5;
const PAGE = 100;

/** Reads comments: https://docs.github.com/en/rest/issues/comments#list-issue-comments-for-a-repository */
export function commentsReader(github: GitHub, repository: RepositoryName): Comments {
  const at = { owner: repository.owner, repo: repository.name };
  const people = peopleReader(github, repository);

  /** Reads the comments of the repository; `undefined` if there are too many. */
  async function everywhere(since: Instant): Promise<readonly Listed[] | undefined> {
    const what = 'the comments of the repository';
    const found: Listed[] = [];
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const answer = await reading(
        what,
        github.octokit.request('GET /repos/{owner}/{repo}/issues/comments', {
          ...at,
          since,
          sort: 'created',
          direction: 'asc',
          per_page: PAGE,
          page,
        }),
      );
      if (!Array.isArray(answer.data)) throw new Unread(what, `page ${page} of the list is missing`, answer.status);
      found.push(...(answer.data as readonly ListedComment[]).map((item) => toListed(what, item)));
      if (answer.headers.link?.includes('rel="next"') !== true) return found;
    }
    return undefined;
  }

  async function ofEach(since: Instant, pulls: readonly number[]): Promise<readonly Listed[]> {
    const found: Listed[] = [];
    for (const pull of pulls) {
      const what = `the comments of #${pull}`;
      const route = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';
      const all = await github.list(what, route, { ...at, issue_number: pull, since });
      found.push(...(all as readonly ListedComment[]).map((item) => toListed(what, item)));
    }
    return found;
  }

  return {
    async since(since, pulls) {
      const listed = (await everywhere(since)) ?? (await ofEach(since, pulls));
      return withRevisions(github, listed, pulls);
    },
    team: (slug) => people.team(slug),
  };
}

type ListedComment = CommentItem & {
  readonly html_url: string;
  readonly issue_url: string;
  readonly node_id: string;
};

interface Listed {
  readonly node: string;
  readonly edited: boolean;
  readonly comment: PullComment;
}

function toListed(what: string, item: ListedComment): Listed {
  const pull = /\/issues\/([1-9]\d*)$/.exec(item.issue_url)?.[1];
  if (pull === undefined) throw new Unread(what, 'GitHub returned a comment without its pull request');
  const { author, body, createdAt, edited } = toComment(what, item);
  const comment = { pull: Number(pull), author, body, createdAt, url: item.html_url };
  return { node: item.node_id, edited, comment };
}

/** Replaces each edited comment by its revisions. Comments on other pull requests end nothing and stay as they are. */
async function withRevisions(
  github: GitHub,
  listed: readonly Listed[],
  pulls: readonly number[],
): Promise<readonly PullComment[]> {
  // An edit in the second of the comment shows only in the revisions.
  const edited = listed.filter(
    ({ edited: is, comment }) => pulls.includes(comment.pull) && (is || saysRevoke(comment.body)),
  );
  const revisions = await readRevisions(
    github,
    edited.map(({ node }) => node),
  );
  return listed.flatMap(({ node, comment }) => {
    const known = revisions.get(node);
    return known === undefined ? [comment] : known.map((revision) => ({ ...comment, ...revision }));
  });
}
