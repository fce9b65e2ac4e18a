import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Files with an address of their own that needs no token, as GitHub serves a job's log. */
export interface Downloads {
  /** Returns the path of the download. */
  offer(text: () => string): string;
  /** Answers the request if it is for one of the downloads. */
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
      response.end(text?.() ?? 'this download does not exist\n');
      return true;
    },
  };
}
