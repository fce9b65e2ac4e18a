import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Exchange } from '../../../src/sandbox/http.ts';
import { assertIntegrity, publishedDescription } from './description.ts';
import { extractFor } from './extract.ts';
import { toJsonSchema } from './schema.ts';
import { exchangeValidator } from './validate.ts';

const PERMISSION = 'GET /repos/{owner}/{repo}/collaborators/{username}/permission';
const MEMBERSHIP = 'GET /orgs/{org}/teams/{team_slug}/memberships/{username}';
const REVIEWS = 'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews';
const DELETE_REF = 'DELETE /repos/{owner}/{repo}/git/refs/{ref}';
const CONTENT = 'GET /repos/{owner}/{repo}/contents/{path}';

const validate = exchangeValidator(extractFor([PERMISSION, MEMBERSHIP, REVIEWS, DELETE_REF, CONTENT]));
const membership = { url: 'https://api.github.com/x', role: 'member', state: 'active' };
const error = { message: 'Not Found', documentation_url: 'https://docs.github.com/rest' };

describe('the validator of exchanges', () => {
  test('accepts a body as documented', () => {
    expect(validate(exchange(MEMBERSHIP, 200, membership))).toEqual([]);
  });

  test('names the property that is missing, of the wrong type or not among the documented values', () => {
    expect(validate(exchange(MEMBERSHIP, 200, { url: 7, role: 'owner' }))).toEqual([
      `${MEMBERSHIP} → 200: body must have required property 'state'`,
      `${MEMBERSHIP} → 200: /url must be string`,
      `${MEMBERSHIP} → 200: /role must be equal to one of the allowed values: "member", "maintainer"`,
    ]);
  });

  test('knows the formats of dates and addresses', () => {
    const review = {
      id: 1,
      node_id: 'x',
      user: null,
      body: '',
      state: 'APPROVED',
      html_url: 'nowhere',
      pull_request_url: 'https://x',
      _links: { html: { href: 'https://x' }, pull_request: { href: 'https://x' } },
      submitted_at: '2026-02-30',
      commit_id: null,
      author_association: 'NONE',
    };
    expect(validate(exchange(REVIEWS, 200, [review]))).toEqual([
      `${REVIEWS} → 200: /0/html_url must match format "uri"`,
      `${REVIEWS} → 200: /0/submitted_at must match format "date-time"`,
    ]);
  });

  test('lets a nullable object be null and an object that is not nullable not', () => {
    expect(validate(exchange(PERMISSION, 200, { permission: 'read', role_name: 'read', user: null }))).toEqual([]);
    expect(validate(exchange(PERMISSION, 200, { permission: null, role_name: 'read', user: null }))).toEqual([
      `${PERMISSION} → 200: /permission must be string`,
    ]);
  });

  test('refuses an operation GitHub does not publish, and one outside the extract', () => {
    expect(validate(exchange('GET /repos/{owner}/{repo}/secrets-of-all', 200, {}))).toHaveLength(1);
    expect(validate(exchange('GET /repos/{owner}/{repo}/pulls', 200, []))).toEqual([
      "GET /repos/{owner}/{repo}/pulls: not an operation of GitHub's published description",
    ]);
  });

  test('refuses a status that is not documented', () => {
    expect(validate(exchange(MEMBERSHIP, 201, membership))).toEqual([
      `${MEMBERSHIP} → 201: status not documented; it has 200, 404`,
    ]);
  });

  test('accepts the errors any operation may answer, in the shape GitHub gives them', () => {
    expect(validate(exchange(REVIEWS, 404, error))).toEqual([]);
    expect(validate(exchange(REVIEWS, 401, { message: 'Bad credentials' }))).toEqual([
      `${REVIEWS} → 401: body must have required property 'documentation_url'`,
    ]);
    expect(validate(exchange(REVIEWS, 409, error))).toHaveLength(1);
  });

  test('wants no body where none is documented', () => {
    expect(validate(exchange(DELETE_REF, 204))).toEqual([]);
    expect(validate(exchange(DELETE_REF, 204, {}))).toEqual([
      `${DELETE_REF} → 204: has a body, though none is documented`,
    ]);
    expect(validate(exchange(MEMBERSHIP, 200))).toEqual([`${MEMBERSHIP} → 200: has no body, though one is documented`]);
  });

  test('takes text for an answer only from a caller that asked for text', () => {
    expect(validate(exchange(CONTENT, 200, 'hello', 'application/vnd.github.raw+json'))).toEqual([]);
    expect(validate(exchange(CONTENT, 200, 'hello'))).not.toEqual([]);
    expect(validate(exchange(CONTENT, 200, {}, 'application/vnd.github.raw+json'))).not.toEqual([]);
  });

  test('judges what the client reads, where an undefined property is absent', () => {
    expect(validate(exchange(MEMBERSHIP, 200, { ...membership, state: undefined }))).toEqual([
      `${MEMBERSHIP} → 200: body must have required property 'state'`,
    ]);
  });
});

describe('the published description', () => {
  test('is refused when the tarball is another', () => {
    expect(() => assertIntegrity(new TextEncoder().encode('something else'))).toThrow(
      /is not the tarball that was pinned/,
    );
  });

  test('says what it needs when npm cannot provide it', () => {
    const empty = mkdtempSync(join(tmpdir(), 'pullcord-description-'));
    try {
      expect(() => publishedDescription(empty, 'no-such-npm')).toThrow(
        /the contract tests need @octokit\/openapi@23\.0\.2 and npm could not provide it/,
      );
    } finally {
      rmSync(empty, { recursive: true });
    }
  });
});

describe('conversion to JSON Schema', () => {
  test.each([
    [{ type: 'string', nullable: true }, { type: ['string', 'null'] }],
    [
      { type: 'string', nullable: true, enum: ['a'] },
      { type: ['string', 'null'], enum: ['a', null] },
    ],
    [
      { nullable: true, oneOf: [{ $ref: '#/components/schemas/x' }] },
      { anyOf: [{ oneOf: [{ $ref: 'api#/schemas/x' }] }, { type: 'null' }] },
    ],
    [{ nullable: true, description: 'anything' }, true],
    [
      { type: 'object', properties: { nullable: { type: 'string', example: 'a' } } },
      { type: 'object', properties: { nullable: { type: 'string' } } },
    ],
    [
      { type: 'array', items: { type: 'integer', nullable: true } },
      { type: 'array', items: { type: ['integer', 'null'] } },
    ],
  ])('%j becomes %j', (published, expected) => {
    expect(toJsonSchema(published)).toEqual(expected);
  });
});

function exchange(operation: string, status: number, body?: unknown, accept = 'application/vnd.github+json'): Exchange {
  const [method = '', path = ''] = operation.split(' ');
  return {
    call: {
      operation,
      method,
      url: new URL(path, 'http://sandbox'),
      params: {},
      query: new URLSearchParams(),
      headers: { accept },
      body: undefined,
    },
    answer: body === undefined ? { status } : { status, body },
  };
}
