import type { IssueComment, ReviewIssue, ReviewMaterial } from '../../../src/core/review/opinion.ts';
import type { Standings } from '../../../src/core/review/review.ts';
import type { NewIssue } from '../../../src/core/ports.ts';
import type { ReviewPorts } from '../../../src/flow/followup/reviews.ts';
import { issueAt, OURS, standings } from '../../core/review/build.ts';

/** A place for issues in memory, and what people said there; each call can be made to fail. */
export interface FakeTracker extends ReviewPorts {
  readonly opened: NewIssue[];
  readonly issuesThere: Map<number, ReviewIssue>;
  readonly said: Map<number, IssueComment[]>;
  readonly pulls: Map<number, ReviewMaterial['reviews']>;
  told: Standings;
  /** Names of calls that fail from now on. */
  readonly broken: Set<string>;
  /** Names of calls made, in order. */
  readonly calls: string[];
  /** The next issue opened is one another run has opened too, a moment before. */
  doubled: boolean;
}

export function fakeTracker(now: () => string): FakeTracker {
  const issuesThere = new Map<number, ReviewIssue>();
  const said = new Map<number, IssueComment[]>();
  let number = 42;
  let id = 8000;

  function add(issue: NewIssue): void {
    number += 1;
    const url = `https://github.com/acme/access/issues/${number}`;
    issuesThere.set(number, issueAt({ number, url, body: issue.body, labels: issue.labels, createdAt: now() }));
  }

  const tracker: FakeTracker = {
    opened: [],
    issuesThere,
    said,
    pulls: new Map(),
    told: standings(),
    broken: new Set(),
    calls: [],
    doubled: false,
    issues: {
      async ours(label) {
        await call('ours');
        return [...issuesThere.values()].filter(({ labels }) => labels.includes(label)).reverse();
      },
      async open(issue) {
        await call('open');
        tracker.opened.push(issue);
        if (tracker.doubled) add(issue);
        tracker.doubled = false;
        add(issue);
        await call('open landed');
      },
      async comment(issue, body) {
        await call('comment');
        id += 1;
        const author = { type: 'Bot', login: 'pullcord-acme[bot]', id: OURS };
        said.set(issue, [
          ...(said.get(issue) ?? []),
          { id: String(id), author, body, createdAt: now(), edited: false },
        ]);
      },
      async change(issue, { labels, close }) {
        await call('change');
        const there = issuesThere.get(issue);
        if (there === undefined) throw new Error(`there is no issue ${issue}`);
        issuesThere.set(issue, {
          ...there,
          ...(labels === undefined ? {} : { labels }),
          ...(close === undefined ? {} : { state: 'closed', stateReason: close, closedAt: now() }),
        });
      },
    },
    reviews: {
      async ofPull(pull) {
        await call('reviews');
        return tracker.pulls.get(pull) ?? [];
      },
      async conversation(issue) {
        await call('conversation');
        const there = issuesThere.get(issue);
        if (there === undefined) throw new Error(`there is no issue ${issue}`);
        return { issue: there, comments: said.get(issue) ?? [] };
      },
      async standings() {
        await call('standings');
        return tracker.told;
      },
    },
  };

  async function call(name: string): Promise<void> {
    tracker.calls.push(name);
    await Promise.resolve();
    if (tracker.broken.has(name)) throw new Error(`could not do ${name}: GitHub answered 502`);
  }

  return tracker;
}
