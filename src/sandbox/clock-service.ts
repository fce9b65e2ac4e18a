import { parseDuration } from '../core/time.ts';
import type { SandboxClock } from './clock.ts';
import type { GitHub } from './github/github.ts';
import { serve, type Answer, type Service } from './http.ts';

/** Operations for rehearsals that GitHub's API does not offer. */
export type RehearsedGitHub = Pick<GitHub, 'renameUser' | 'deleteUser'> & {
  readonly service: Pick<Service, 'rounds'>;
};

/**
 * Serves the clock and other controls of the sandbox over HTTP.
 * - `GET /` answers `{"now": "<RFC 3339>"}`.
 * - `POST /` with `{"advance": "2h"}` moves time for everything in the sandbox. It answers after everything due on the
 *   way has happened.
 * - `GET /identity-token` answers an identity for the command line, as a metadata server does.
 * - `GET /rounds` answers the longest chain of calls to GitHub that waited for each other. `POST /rounds` resets it.
 * - `POST /people/{login}` renames or deletes an account.
 */
export function serveClock(
  clock: SandboxClock,
  identityToken: () => string,
  github: RehearsedGitHub,
): Promise<Service> {
  const tell = (): Answer => ({ status: 200, body: { now: new Date(clock.now()).toISOString() } });
  return serve({
    now: () => clock.now(),
    routes: [
      { operation: 'GET /', handle: tell },
      { operation: 'GET /rounds', handle: () => ({ status: 200, body: { longest: github.service.rounds.longest() } }) },
      {
        operation: 'POST /rounds',
        handle({ body }) {
          const { latency = 0 } = (body ?? {}) as { latency?: unknown };
          if (typeof latency !== 'number' || !(latency >= 0 && latency <= 10_000))
            return {
              status: 422,
              body: { message: 'invalid latency; send {"latency": milliseconds}, from 0 to 10000' },
            };
          github.service.rounds.latency = latency;
          github.service.rounds.reset();
          return { status: 200, body: { longest: 0 } };
        },
      },
      {
        operation: 'POST /people/{login}',
        handle: ({ params, body }) => changePerson(github, params['login'] ?? '', body),
      },
      { operation: 'GET /identity-token', handle: () => ({ status: 200, body: identityToken() }) },
      {
        operation: 'POST /',
        async handle({ body }) {
          const { advance } = (body ?? {}) as { advance?: unknown };
          const seconds = typeof advance === 'string' ? (parseDuration(advance) ?? inSeconds(advance)) : undefined;
          if (seconds === undefined)
            return {
              status: 422,
              body: { message: 'invalid duration; send {"advance": "2h"}, or "90m", "1h30m" or "45s"' },
            };
          await clock.advance(seconds * 1000);
          return tell();
        },
      },
    ],
    notFound: () => ({
      status: 404,
      body: { message: 'unknown address; GET / returns the time, POST / with {"advance": "2h"} moves it' },
    }),
    failed: (error) => ({ status: 500, body: { message: String(error) } }),
  });
}

function changePerson(github: RehearsedGitHub, login: string, body: unknown): Answer {
  const { rename, deleted } = (body ?? {}) as { rename?: unknown; deleted?: unknown };
  try {
    if (typeof rename === 'string') github.renameUser(login, rename);
    else if (deleted === true) github.deleteUser(login);
    else return { status: 422, body: { message: 'unknown change; send {"rename": "new-login"} or {"deleted": true}' } };
  } catch (error) {
    return { status: 422, body: { message: error instanceof Error ? error.message : String(error) } };
  }
  return { status: 200, body: {} };
}

function inSeconds(text: string): number | undefined {
  const match = /^(\d{1,6})s$/.exec(text);
  return match === null ? undefined : Number(match[1]);
}
