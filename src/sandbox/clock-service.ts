import { parseDuration } from '../core/time.ts';
import type { SandboxClock } from './clock.ts';
import { serve, type Answer, type Service } from './http.ts';

/**
 * The clock over HTTP: `GET /` answers `{"now": "<RFC 3339>"}`; `POST /` with `{"advance": "2h"}` moves time for
 * everything in the sandbox and answers the same once all that fell due on the way has happened. Beside it, an identity for the command line, as a metadata server
 * would hand out.
 */
export function serveClock(clock: SandboxClock, identityToken: () => string): Promise<Service> {
  const tell = (): Answer => ({ status: 200, body: { now: new Date(clock.now()).toISOString() } });
  return serve({
    now: () => clock.now(),
    routes: [
      { operation: 'GET /', handle: tell },
      { operation: 'GET /identity-token', handle: () => ({ status: 200, body: identityToken() }) },
      {
        operation: 'POST /',
        async handle({ body }) {
          const { advance } = (body ?? {}) as { advance?: unknown };
          const seconds = typeof advance === 'string' ? (parseDuration(advance) ?? inSeconds(advance)) : undefined;
          if (seconds === undefined)
            return { status: 422, body: { message: 'send {"advance": "2h"}, "90m", "1h30m" or "45s"' } };
          await clock.advance(seconds * 1000);
          return tell();
        },
      },
    ],
    notFound: () => ({
      status: 404,
      body: { message: 'the clock is at /: GET tells it, POST {"advance": "2h"} moves it' },
    }),
    failed: (error) => ({ status: 500, body: { message: String(error) } }),
  });
}

function inSeconds(text: string): number | undefined {
  const match = /^(\d{1,6})s$/.exec(text);
  return match === null ? undefined : Number(match[1]);
}
