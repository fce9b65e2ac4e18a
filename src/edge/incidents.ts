import type { Incidents } from '../core/ports.ts';
import { reading, type GitHub } from './github/client.ts';
import { labelsOf, type IssueItem } from './github/issue-items.ts';
import { Unread } from './github/unread.ts';
import type { Pause } from './google/retry.ts';
import { connectPagerDuty } from './pagerduty.ts';

/** Without a token every read of a PagerDuty incident fails, with a message that names the missing key. */
export interface PagerDutySettings {
  readonly token?: string;
  readonly url?: string;
  readonly pause?: Pause;
}

/** Connects to the sources of incidents. */
export function connectIncidents(github: GitHub, { token, ...at }: PagerDutySettings = {}): Incidents {
  return { issue: incidentIssues(github), pagerduty: connectPagerDuty({ token, ...at }) };
}

/** Reads incidents from GitHub issues: https://docs.github.com/en/rest/issues/issues#get-an-issue */
export function incidentIssues(github: GitHub): Incidents['issue'] {
  const { issues, repos } = github.octokit.rest;
  return async (repository, number) => {
    const [owner = '', repo = ''] = repository.split('/');
    const what = `issue ${repository}#${number}`;
    try {
      const { data } = await reading(what, issues.get({ owner, repo, issue_number: number }));
      // GitHub answers for a moved issue from its new repository.
      if (!data.repository_url.toLowerCase().endsWith(`/repos/${repository}`.toLowerCase())) return undefined;
      const item = data as IssueItem;
      return {
        isPull: item.pull_request !== undefined,
        state: item.state === 'open' ? 'open' : 'closed',
        labels: labelsOf(item),
        url: item.html_url,
      };
    } catch (error) {
      const status = error instanceof Unread ? error.status : undefined;
      if (status !== 404 && status !== 410) throw error;
      // GitHub gives the same answer if the token may not see it. The issue is missing only if the repository is visible.
      await reading(`repository ${repository}`, repos.get({ owner, repo }));
      return undefined;
    }
  };
}
