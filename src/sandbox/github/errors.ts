import type { Answer } from '../http.ts';

const DOCUMENTATION = 'https://docs.github.com/rest';

/** One entry of a 422's `errors`. */
export interface FieldError {
  readonly resource: string;
  readonly field?: string;
  readonly code: 'missing' | 'missing_field' | 'invalid' | 'already_exists' | 'unprocessable' | 'custom';
  readonly message?: string;
}

/** An error in GitHub's words and format. Any code below a route may throw it. */
export class ApiError extends Error {
  readonly status: number;
  readonly errors: readonly (FieldError | string)[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    options: { errors?: readonly (FieldError | string)[]; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(message);
    this.status = status;
    this.errors = options.errors;
    this.headers = options.headers ?? {};
  }
}

export const notFound = () => new ApiError(404, 'Not Found');
export const badCredentials = () => new ApiError(401, 'Bad credentials');
export const requiresAuthentication = () => new ApiError(401, 'Requires authentication');

/** Returns the 422 for an invalid body or query. */
export function validationFailed(...errors: (FieldError | string)[]): ApiError {
  return new ApiError(422, 'Validation Failed', { errors });
}

/** A violation of a ruleset, in the sentence of all GitHub interfaces. */
export class RuleViolation extends ApiError {
  readonly sentences: readonly string[];
  constructor(status: 409 | 422, sentences: readonly string[]) {
    super(status, `Repository rule violations found\n\n${sentences.join('\n\n')}\n\n`);
    this.sentences = sentences;
  }
}

/** Turns an exception of a handler into an answer. Any other than ApiError is a failure of the sandbox: 500. */
export function toAnswer(error: unknown): Answer {
  if (!(error instanceof ApiError)) {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return {
      status: 500,
      body: {
        message: `the sandbox itself failed: ${detail}; report it as a defect of Pullcord`,
        documentation_url: DOCUMENTATION,
        status: '500',
      },
    };
  }
  return {
    status: error.status,
    headers: error.headers,
    body: {
      message: error.message,
      ...(error.errors === undefined ? {} : { errors: error.errors }),
      documentation_url: DOCUMENTATION,
      status: String(error.status),
    },
  };
}
