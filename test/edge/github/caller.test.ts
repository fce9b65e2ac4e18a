import { afterEach, describe, expect, it } from 'vitest';
import { callerByToken, callerOfRun, type RunVariables } from '../../../src/edge/github/caller.ts';
import type { Answer, Call } from '../../../src/sandbox/http.ts';
import { startAnswering, type Answering } from './answering.ts';

let running: Answering | undefined;

afterEach(async () => {
  await running?.service.close();
  running = undefined;
});

async function github(operation: string, answer: (call: Call) => Answer) {
  running = await startAnswering({ rest: { [operation]: answer } });
  return running.github;
}

const found = (body: unknown) => (): Answer => ({ status: 200, body });
const carol = { id: 1003, login: 'carol', type: 'User' };

describe('the owner of a token', () => {
  const asked = async (answer: () => Answer) => callerByToken(await github('GET /user', answer));

  it('is the account that GitHub names', async () => {
    expect(await asked(found(carol))).toEqual({ is: 'account', ...carol });
    await running?.service.close();
    expect(await asked(found({ ...carol, type: 'Bot' }))).toEqual({ is: 'account', ...carol, type: 'Bot' });
  });

  it('is nobody where GitHub says that the token is an App’s or a workflow’s', async () => {
    const integration = { status: 403, body: { message: 'Resource not accessible by integration' } };
    expect(await asked(() => integration)).toEqual({ is: 'app' });
  });

  it.each([
    [401, 'Bad credentials', 'unknown'],
    [403, 'API rate limit exceeded for user ID 1003', 'unknown'],
    [404, 'Not Found', 'unknown'],
    [503, 'no server is available', 'unreachable'],
  ])('is not known where GitHub answers %i %s: %s', async (status, message, is) => {
    expect(await asked(() => ({ status, body: { message } }))).toMatchObject({
      is,
      why: expect.stringContaining(`GitHub answered ${status}`) as string,
    });
  });

  it.each([{}, { ...carol, id: 'x' }, { ...carol, id: 0 }, { ...carol, login: 'carol (1003) is' }, []])(
    'is not known by an answer such as %j',
    async (body) => {
      expect(await asked(found(body))).toMatchObject({ is: 'unknown' });
    },
  );

  it('is not to be reached where nobody answers', async () => {
    const silent = await github('GET /user', found(carol));
    await running?.service.close();
    running = undefined;
    expect(await callerByToken(silent)).toMatchObject({ is: 'unreachable' });
  });
});

describe('the caller of a run', () => {
  const USER = 'GET /users/{username}';
  const RUN: RunVariables = {
    ...{ GITHUB_ACTOR: 'carol', GITHUB_ACTOR_ID: '1003', GITHUB_TRIGGERING_ACTOR: 'carol' },
    GITHUB_RUN_ATTEMPT: '1',
  };
  const called = async (
    change: RunVariables,
    answer: () => Answer = found({ id: 1004, login: 'dave', type: 'User' }),
  ) => callerOfRun(await github(USER, answer), { ...RUN, ...change });

  it('is its actor, whose number the run has, and nobody is asked', async () => {
    expect(await called({})).toEqual({ is: 'account', ...carol });
    expect(running?.calls).toEqual([]);
  });

  it.each(['2', '', undefined])('is whoever has the login now where the attempt reads %j', async (attempt) => {
    const renamed = found({ id: 1004, login: 'carol', type: 'User' });
    const again = { ...RUN, GITHUB_RUN_ATTEMPT: attempt };
    expect(await callerOfRun(await github(USER, renamed), again)).toMatchObject({ id: 1004, login: 'carol' });
  });

  it('is whoever asked for the re-run, never the actor that the run keeps', async () => {
    expect(await called({ GITHUB_TRIGGERING_ACTOR: 'dave' })).toEqual({
      is: 'account',
      id: 1004,
      login: 'dave',
      type: 'User',
    });
    expect(running?.calls.map(({ params }) => params)).toEqual([{ username: 'dave' }]);
  });

  it('is a bot by its login, whatever number it has', async () => {
    const bot = { GITHUB_ACTOR: 'carol[bot]', GITHUB_TRIGGERING_ACTOR: 'carol[bot]' };
    expect(await called(bot)).toEqual({ is: 'account', id: 1003, login: 'carol[bot]', type: 'Bot' });
  });

  it('is asked for where the run has no number', async () => {
    expect(await called({ GITHUB_ACTOR_ID: '' }, found({ ...carol, id: 7 }))).toMatchObject({ id: 7 });
  });

  it.each<[string, RunVariables, () => Answer]>([
    ['the run does not name who started it', { GITHUB_TRIGGERING_ACTOR: undefined }, found(carol)],
    ['GitHub does not know the login', { GITHUB_TRIGGERING_ACTOR: 'dave' }, () => ({ status: 404, body: {} })],
    ['GitHub fails', { GITHUB_TRIGGERING_ACTOR: 'dave' }, () => ({ status: 503, body: {} })],
    ['GitHub names somebody else', { GITHUB_TRIGGERING_ACTOR: 'dave' }, found(carol)],
    ['the answer has no number', { GITHUB_TRIGGERING_ACTOR: 'dave' }, found({ login: 'dave', type: 'User' })],
  ])('is not known where %s', async (_, variables, answer) => {
    expect(await called(variables, answer)).toMatchObject({ is: 'unknown' });
  });
});
