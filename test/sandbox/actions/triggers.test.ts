import { describe, expect, it } from 'vitest';
import { passes } from '../../../src/sandbox/actions/patterns.ts';
import { triggers } from '../../../src/sandbox/actions/triggers.ts';
import { readWorkflow } from '../../../src/sandbox/actions/workflow.ts';
import type { RepositoryEvent } from '../../../src/sandbox/github/events.ts';
import { workflowOf } from './support.ts';

describe('a filter pattern', () => {
  it.each([
    ['main', 'main', true],
    ['main', 'main2', false],
    ['*', 'topic', true],
    ['*', 'team/topic', false],
    ['**', 'team/topic', true],
    ['releases/**', 'releases/1/2', true],
    ['**/README.md', 'README.md', true],
    ['**/README.md', 'a/b/README.md', true],
    ['*.ya?ml', 'a.yml', true],
    ['*.ya?ml', 'a.yaml', true],
    ['v[12].[0-9]+', 'v1.10', true],
    ['v[12].[0-9]+', 'v3.1', false],
    ['a.b', 'axb', false],
    ['a\\*', 'a*', true],
    ['a\\*', 'ab', false],
    ['requests/(x)', 'requests/(x)', true],
  ])('%s and %s: %s', (pattern, name, expected) => {
    expect(passes(name, [pattern])).toBe(expected);
  });

  it('that comes last and matches decides, taking back what an earlier one let pass', () => {
    const patterns = ['requests/**', '!requests/old/**', 'requests/old/kept.yaml'];
    expect(passes('requests/new.yaml', patterns)).toBe(true);
    expect(passes('requests/old/gone.yaml', patterns)).toBe(false);
    expect(passes('requests/old/kept.yaml', patterns)).toBe(true);
    expect(passes('requests/a.yaml', ['!requests/a.yaml'])).toBe(false);
  });
});

describe('an event', () => {
  const common = { sha: '0'.repeat(40), actor: { login: 'alice', id: 1001 }, by: 'user', payload: {} } as const;
  const push = (ref: string, paths?: readonly string[]): RepositoryEvent => ({
    ...common,
    name: 'push',
    ref,
    paths,
    deleted: false,
  });
  const pull = (action: 'opened' | 'edited' | 'closed', base: string): RepositoryEvent => ({
    ...common,
    name: 'pull_request',
    action,
    ref: 'refs/pull/1/merge',
    number: 1,
    base,
    head: 'topic',
    paths: ['requests/a.yaml', 'README.md'],
  });
  const runs = (on: string, event: RepositoryEvent): boolean =>
    triggers(readWorkflow('probe.yml', workflowOf(on, ['run: "true"'])).on, event);

  it.each([
    ['push', push('refs/heads/main'), true],
    ['[pull_request]', push('refs/heads/main'), false],
    ['{ push: { branches: [main] } }', push('refs/heads/main'), true],
    ['{ push: { branches: [main] } }', push('refs/heads/audit'), false],
    ['{ push: { branches: [main] } }', push('refs/tags/main'), false],
    ['{ push: { tags: ["v*"] } }', push('refs/tags/v1'), true],
    ['{ push: { tags: ["v*"] } }', push('refs/heads/v1'), false],
    ['{ push: { branches: ["**"], tags: ["v*"] } }', push('refs/tags/w1'), false],
    ['{ push: { branches-ignore: [audit] } }', push('refs/heads/audit'), false],
    ['{ push: { branches-ignore: [audit] } }', push('refs/heads/main'), true],
    ['{ push: { paths: ["requests/**"] } }', push('refs/heads/main', ['README.md']), false],
    ['{ push: { paths: ["requests/**"] } }', push('refs/heads/main', ['README.md', 'requests/a.yaml']), true],
    ['{ push: { paths: ["requests/**"] } }', push('refs/heads/new', undefined), true],
    ['{ push: { paths-ignore: ["**.md"] } }', push('refs/heads/main', ['README.md', 'docs/a.md']), false],
    ['{ push: { paths-ignore: ["**.md"] } }', push('refs/heads/main', ['README.md', 'a.ts']), true],
    ['pull_request', pull('opened', 'main'), true],
    ['pull_request', pull('edited', 'main'), false],
    ['{ pull_request: { types: [edited] } }', pull('edited', 'main'), true],
    ['{ pull_request: { types: [closed] } }', pull('opened', 'main'), false],
    ['{ pull_request: { branches: [main] } }', pull('opened', 'refs/heads/main'), true],
    ['{ pull_request: { branches: [main] } }', pull('opened', 'side'), false],
    ['{ pull_request: { paths: ["requests/**", "!**/a.yaml"] } }', pull('opened', 'main'), false],
  ])('by %s: %#, %s', (on, event, expected) => {
    expect(runs(on, event)).toBe(expected);
  });
});
