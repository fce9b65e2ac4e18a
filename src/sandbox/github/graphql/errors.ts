import { GraphQLError, type SourceLocation } from 'graphql';

/** Creates a refusal with GitHub's `type` and a message. */
export function refused(type: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { [TYPE]: type } });
}

const TYPE = 'pullcord.type';

/** One member of `errors` in GitHub's format. Its `type` is beside the message, not among the extensions. */
export interface ErrorBody {
  readonly type?: string;
  readonly path?: readonly (string | number)[];
  readonly locations?: readonly SourceLocation[];
  readonly message: string;
}

/** Turns an error into GitHub's format. */
export function errorBody(error: GraphQLError): ErrorBody {
  const type = error.extensions[TYPE];
  return {
    ...(typeof type === 'string' ? { type } : {}),
    ...(error.path === undefined ? {} : { path: error.path }),
    ...(error.locations === undefined ? {} : { locations: error.locations }),
    message: error.message,
  };
}
