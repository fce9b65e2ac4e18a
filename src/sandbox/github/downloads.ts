import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Files that GitHub hands out by an address of their own, which needs no token: a job's log. */
export interface Downloads {
  /** The path under which the text can be fetched. */
  offer(text: () => string): string;
  /** Answers if the request is for one of them. */
  serve(request: IncomingMessage, response: ServerResponse): boolean;
}

const FOLDER = '/downloads/';

export function createDownloads(): Downloads {
  const offered = new Map<string, () => string>();
  return {
    offer(text) {
      const path = `${FOLDER}${randomBytes(16).toString('hex')}`;
      offered.set(path, text);
      return path;
    },
    serve(request, response) {
      const path = request.url ?? '';
      if (!path.startsWith(FOLDER)) return false;
      const text = offered.get(path);
      response.writeHead(text === undefined ? 404 : 200, { 'Content-Type': 'text/plain; charset=utf-8' });
      response.end(text?.() ?? 'no such download\n');
      return true;
    },
  };
}
