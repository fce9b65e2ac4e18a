import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { Exchange } from '../../../src/sandbox/http.ts';
import { FORMATS } from './formats.ts';
import type { DocumentedResponse, Extract } from './reduce.ts';
import { isRecord, type Schema } from './schema.ts';

/** Says what is wrong with one exchange; an empty list: GitHub could have answered so. */
export type ExchangeValidator = (exchange: Exchange) => string[];

/**
 * What GitHub may answer to any operation whether or not the operation documents it: a body that is no JSON, no or bad credentials,
 * not allowed, not there or not visible, fields that do not fit, too many requests
 * (https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api). The body is then its `Basic Error`.
 */
const ANY_OPERATION_MAY = new Set([400, 401, 403, 404, 422, 429]);

/** GraphQL has no place in the OpenAPI description: its contract is the published GraphQL schema. */
const OTHER_CONTRACT = new Set(['POST /graphql']);

/** `Basic Error` demands nothing; GitHub always says what is wrong and where to read about it. */
const ERROR_BODY: Schema = {
  allOf: [{ $ref: 'api#/schemas/basic-error' }, { type: 'object', required: ['message', 'documentation_url'] }],
};

const SHOWN = 12;

/** A validator that holds exchanges to `extract`. */
export function exchangeValidator(extract: Extract): ExchangeValidator {
  const ajv = new Ajv({ strict: false, allErrors: true, formats: FORMATS, logger: false });
  ajv.addSchema({ $id: 'api', schemas: extract.schemas });
  const compiled = new Map<string, ValidateFunction>();

  function bodyProblems(key: string, schema: Schema, body: unknown): string[] {
    const validate = compiled.get(key) ?? ajv.compile(schema);
    compiled.set(key, validate);
    // what the client reads is the JSON, not the value it was made from
    if (validate(JSON.parse(JSON.stringify(body)))) return [];
    return describe(validate.errors ?? []);
  }

  return function validateExchange({ call, answer }) {
    const { operation } = call;
    if (OTHER_CONTRACT.has(operation)) return [];
    const said = `${operation} → ${answer.status}`;
    const documented = extract.operations[operation];
    if (documented === undefined) return [`${operation}: not an operation of GitHub's published description`];
    const response = documented[String(answer.status)] ?? generalResponse(answer.status);
    if (response === undefined) return [`${said}: status not documented; it has ${Object.keys(documented).join(', ')}`];
    return responseProblems(response).map((problem) => `${said}: ${problem}`);

    function responseProblems({ schema }: DocumentedResponse): string[] {
      const { status, body } = answer;
      if (asksForText(call.headers['accept']))
        return typeof body === 'string' || body instanceof Uint8Array || status >= 400
          ? []
          : ['body is not the text asked for'];
      if (status >= 400) {
        // an error documented without a body is still sent with GitHub's usual one
        const general = bodyProblems('error', ERROR_BODY, body ?? null);
        return general.length > 0 || schema === null ? general : bodyProblems(said, schema, body);
      }
      if (schema === null) return body === undefined ? [] : ['has a body, though none is documented'];
      return body === undefined ? ['has no body, though one is documented'] : bodyProblems(said, schema, body);
    }
  };
}

function generalResponse(status: number): DocumentedResponse | undefined {
  return ANY_OPERATION_MAY.has(status) || status >= 500 ? { schema: null } : undefined;
}

/** Whether the caller chose a media type that is no JSON: https://docs.github.com/rest/using-the-rest-api/getting-started-with-the-rest-api#media-types */
function asksForText(accept: string | undefined): boolean {
  return /application\/vnd\.github(\.v3)?\.(raw|html|diff|patch|sha)/.test(accept ?? '');
}

function describe(errors: readonly ErrorObject[]): string[] {
  // `oneOf` and `anyOf` only repeat that one of their branches failed
  const telling = errors.filter(({ keyword }) => keyword !== 'oneOf' && keyword !== 'anyOf');
  const sentences = (telling.length > 0 ? telling : errors).map(
    (error) =>
      `${error.instancePath === '' ? 'body' : error.instancePath} ${error.message ?? error.keyword}${allowed(error)}`,
  );
  const all = [...new Set(sentences)];
  return all.length > SHOWN ? [...all.slice(0, SHOWN), `and ${all.length - SHOWN} more`] : all;
}

function allowed(error: ErrorObject): string {
  const params: unknown = error.params;
  if (!isRecord(params) || !Array.isArray(params['allowedValues'])) return '';
  return `: ${params['allowedValues'].map((value) => JSON.stringify(value)).join(', ')}`;
}
