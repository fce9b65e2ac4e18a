import type { Answer } from '../http.ts';

/** The canonical error codes of the sandbox, each with its HTTP status. */
const httpStatus = {
  INVALID_ARGUMENT: 400,
  FAILED_PRECONDITION: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  ABORTED: 409,
  ALREADY_EXISTS: 409,
  RESOURCE_EXHAUSTED: 429,
  INTERNAL: 500,
} as const;

export type Status = keyof typeof httpStatus;

/** The short reason that older Google APIs add in `errors[]`. Google's own clients print it after the message. */
const reasons: Readonly<Record<Status, string>> = {
  INVALID_ARGUMENT: 'badRequest',
  FAILED_PRECONDITION: 'failedPrecondition',
  UNAUTHENTICATED: 'authError',
  PERMISSION_DENIED: 'forbidden',
  NOT_FOUND: 'notFound',
  ABORTED: 'aborted',
  ALREADY_EXISTS: 'alreadyExists',
  RESOURCE_EXHAUSTED: 'rateLimitExceeded',
  INTERNAL: 'backendError',
};

/** A refusal in Google's words. Any handler may throw it; the answer is a `google.rpc.Status`. */
export class GoogleError extends Error {
  readonly status: Status;
  readonly details: readonly unknown[];

  constructor(status: Status, message: string, details: readonly unknown[] = []) {
    super(message);
    this.status = status;
    this.details = details;
  }
}

/** Returns an INVALID_ARGUMENT with this message. */
export function invalid(message: string): GoogleError {
  return new GoogleError('INVALID_ARGUMENT', message);
}

/**
 * Returns Google's refusal for a missing right. It is the same for a resource that does not exist, so that a caller
 * cannot distinguish them. `resource` is a full resource name without its leading slashes.
 */
export function denied(permission: string, service: string, resource: string): GoogleError {
  return new GoogleError(
    'PERMISSION_DENIED',
    `Permission '${permission}' denied on resource '//${service}/${resource}' (or it may not exist).`,
    [errorInfo('IAM_PERMISSION_DENIED', service, { permission, resource })],
  );
}

/** Returns Google's refusal of a call without a valid token. */
export function unauthenticated(
  reason: 'CREDENTIALS_MISSING' | 'ACCESS_TOKEN_EXPIRED' | 'ACCESS_TOKEN_TYPE_UNSUPPORTED',
): GoogleError {
  return new GoogleError(
    'UNAUTHENTICATED',
    'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.',
    [errorInfo(reason, 'googleapis.com', {})],
  );
}

/** Returns Resource Manager's refusal of a request over the quota. @param kind `Read` or `Write` */
export function exhausted(service: string, kind: string, limit: number, consumer: string): GoogleError {
  const name = `${kind}RequestsPerMinutePerProject`;
  return new GoogleError(
    'RESOURCE_EXHAUSTED',
    `Quota exceeded for quota metric '${kind} requests' and limit '${kind} requests per minute' of service '${service}' for consumer '${consumer}'.`,
    [
      errorInfo('RATE_LIMIT_EXCEEDED', 'googleapis.com', {
        service,
        consumer,
        quota_limit: name,
        quota_limit_value: String(limit),
      }),
    ],
  );
}

/** Turns an exception of a handler into an answer. An exception other than a refusal is an error of the sandbox. */
export function toAnswer(error: unknown): Answer {
  const refusal =
    error instanceof GoogleError
      ? error
      : new GoogleError('INTERNAL', `the sandbox itself failed: ${String(error)}; report it as a defect of Pullcord`);
  const { status, message, details } = refusal;
  return {
    status: httpStatus[status],
    body: {
      error: {
        code: httpStatus[status],
        message,
        errors: [{ message, domain: 'global', reason: reasons[status] }],
        status,
        ...(details.length > 0 ? { details } : {}),
      },
    },
  };
}

function errorInfo(reason: string, domain: string, metadata: Record<string, string>): unknown {
  return { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain, metadata };
}
