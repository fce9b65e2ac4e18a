import { describe, expect, it } from 'vitest';
import type { Issue } from '../../../src/core/issue.ts';
import type { Policy } from '../../../src/core/documents/policy.ts';
import {
  checkAgainstPolicy,
  examineRequest,
  parseRequest,
  type RequestOnPaper,
} from '../../../src/core/documents/request.ts';
import { compileRule } from '../../../src/core/documents/schema/policy-schema.ts';
import { brief, readBytes, SAMPLE_REQUEST, samplePolicies, samplePolicy, toBytes } from '../documents.ts';

const PATH = 'requests/2026/11/x.yaml';
const REASON = 'Checkout returns 500s, need to read lock waits.';

function write(fields: Readonly<Record<string, unknown>>): Uint8Array {
  const text = Object.entries({
    policy: 'orders-db-read',
    duration: '2h',
    reason: REASON,
    incident: 'INC-1',
    ...fields,
  })
    .filter(([key]) => !(key in fields) || fields[key] !== undefined)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`)
    .join('');
  return toBytes(text);
}

function parse(fields: Readonly<Record<string, unknown>>, path = PATH): RequestOnPaper {
  const parsed = parseRequest(path, write(fields));
  if (parsed.issues) throw new Error(parsed.issues.map(({ sentence }) => sentence).join('; '));
  return parsed.value;
}

function examine(fields: Readonly<Record<string, unknown>>): readonly Issue[] {
  return examineRequest(PATH, write(fields), samplePolicies().policies, compileRule).issues;
}

describe('the sample request', () => {
  const paper = parseRequest(SAMPLE_REQUEST, readBytes(SAMPLE_REQUEST));

  it('says what its document says', () => {
    expect(paper.value?.request).toEqual({
      path: SAMPLE_REQUEST,
      slug: 'orders-db-timeouts',
      month: '2026-11',
      policy: 'orders-db-read',
      duration: 7200,
      reason: 'Checkout returns 500s since 02:05 UTC; need to read lock waits in the orders database.',
      incident: 'INC-4821',
      breakGlass: false,
    });
  });

  it('is admitted by the policy it names', () => {
    if (paper.value === undefined) throw new Error('the sample request does not parse');
    const { issues, policy } = examineRequest(
      SAMPLE_REQUEST,
      readBytes(SAMPLE_REQUEST),
      samplePolicies().policies,
      compileRule,
    );
    expect(issues).toEqual([]);
    expect(policy?.name).toBe('orders-db-read');
    expect(checkAgainstPolicy(paper.value, samplePolicy('orders-db-read'), compileRule)).toEqual([]);
  });
});

describe("a request's path", () => {
  const text = toBytes(`policy: orders-db-read\nduration: 2h\nreason: ${REASON}\n`);

  it.each([
    ['requests/x.yaml', 'path-form'],
    ['requests/2026/x.yaml', 'path-form'],
    ['requests/2026/11/deep/x.yaml', 'path-form'],
    ['requests/2026/11/../x.yaml', 'path-form'],
    ['Requests/2026/11/x.yaml', 'path-form'],
    ['/requests/2026/11/x.yaml', 'path-form'],
    ['requests/26/11/x.yaml', 'path-form'],
    ['requests/2026/1/x.yaml', 'path-form'],
    ['requests/2026/00/x.yaml', 'path-month'],
    ['requests/2026/13/x.yaml', 'path-month'],
    ['requests/0000/11/x.yaml', 'path-month'],
    ['requests/2026/11/x.yml', 'path-extension'],
    ['requests/2026/11/x.json', 'path-extension'],
    ['requests/2026/11/.yaml', 'path-slug'],
    ['requests/2026/11/-x.yaml', 'path-slug'],
    ['requests/2026/11/X.yaml', 'path-slug'],
    ['requests/2026/11/x y.yaml', 'path-slug'],
    ['requests/2026/11/x.y.yaml', 'path-slug'],
    ['requests/2026/11/..yaml', 'path-slug'],
    ['requests/2026/11/x\n.yaml', 'path-slug'],
    ['requests/2026/11/аlice.yaml', 'path-slug'],
    [`requests/2026/11/${'x'.repeat(64)}.yaml`, 'path-slug'],
    ['requests/2026/11/con.yaml', 'path-reserved'],
    ['requests/2026/11/lpt1.yaml', 'path-reserved'],
  ])('%j has the issue %s', (path, code) => {
    const { issues } = parseRequest(path, text);
    expect(brief(issues)).toEqual([`1:1 ${code}`]);
    expect(issues?.[0]?.path).toBe(path);
  });

  it('may have a slug of 1 to 63 characters', () => {
    expect(parse({}, 'requests/2026/12/0.yaml').request).toMatchObject({ slug: '0', month: '2026-12' });
    expect(parse({}, `requests/2026/01/${'x'.repeat(63)}.yaml`).request.slug).toHaveLength(63);
  });

  it('is told together with what is wrong inside', () => {
    const { issues } = parseRequest('requests/x.yml', toBytes('policy: orders-db-read\nduration: 2h\nreason: &a x\n'));
    expect(brief(issues)).toEqual(['1:1 path-form', '3:9 yaml-anchor']);
  });
});

describe('a request', () => {
  it('does without an incident, and means approval unless it says otherwise', () => {
    const { request } = parse({ incident: undefined });
    expect(request).not.toHaveProperty('incident');
    expect(request.breakGlass).toBe(false);
    expect(parse({ breakGlass: true }).request.breakGlass).toBe(true);
  });

  it('keeps its reason without the blanks around it', () => {
    expect(parse({ reason: `\n  ${REASON}  \n` }).request.reason).toBe(REASON);
  });

  it('is told which policies there are when it names none of them', () => {
    const [near] = examine({ policy: 'orders-db-raed' });
    expect(near).toMatchObject({ code: 'policy-unknown', line: 1, column: 9 });
    expect(near?.sentence).toBe('there is no valid policy "orders-db-raed"; did you mean "orders-db-read"?');
    const [far] = examine({ policy: 'everything' });
    expect(far?.sentence).toBe(
      'there is no valid policy "everything"; use one of: orders-db-read, orders-exports-bucket, payments-cluster-debug, remediation-agent',
    );
  });

  it('is told everything at once: what no request may have, and what its policy refuses', () => {
    const issues = examine({ duration: '9h', reason: 'too short', incident: 'nope', nuisance: true });
    expect(issues.map(({ line, code }) => `${line} ${code}`)).toEqual([
      '5 schema-unknown-key',
      '2 duration-over-policy',
      '3 rule-too-short',
      '4 rule-wrong-form',
    ]);
  });

  it('is told of a place once, by its own rules before its policy’s', () => {
    expect(examine({ reason: 3 }).map(({ code }) => code)).toEqual(['schema-wrong-type']);
  });
});

describe('a request against its policy', () => {
  const ordersDb = samplePolicy('orders-db-read');
  const judge = (fields: Readonly<Record<string, unknown>>, policy: Policy = ordersDb): readonly string[] =>
    checkAgainstPolicy(parse(fields), policy, compileRule).map(
      ({ line, code, sentence }) => `${line} ${code}: ${sentence}`,
    );

  it.each([
    [{ duration: '2h' }, []],
    [
      { duration: '2h1m' },
      ['2 duration-over-policy: 2h1m is longer than orders-db-read allows with approval; ask for at most 2h'],
    ],
    [{ breakGlass: true, duration: '1h' }, []],
    [
      { breakGlass: true, duration: '2h' },
      ['2 duration-over-break-glass: 2h is longer than orders-db-read allows for break glass; ask for at most 1h'],
    ],
    [{ incident: undefined }, ['1 rule-missing-key: the key "incident" is missing; add it']],
    [
      { incident: 'JIRA-1' },
      ['4 rule-wrong-form: "JIRA-1" has the wrong form; expected text that matches "^INC-[0-9]+$"'],
    ],
    [
      { incident: 'INC-1x' },
      ['4 rule-wrong-form: "INC-1x" has the wrong form; expected text that matches "^INC-[0-9]+$"'],
    ],
    [{ reason: 'too short' }, ['3 rule-too-short: this text is too short; write at least 30 characters']],
    [{ reason: `short${' '.repeat(40)}` }, ['3 rule-too-short: this text is too short; write at least 30 characters']],
    [{ reason: '🔥'.repeat(29) }, ['3 rule-too-short: this text is too short; write at least 30 characters']],
  ])('%j gives %j', (fields, expected) => expect(judge(fields)).toEqual(expected));

  it('tells everything at once', () => {
    expect(judge({ duration: '4h', incident: 'x', reason: 'x' })).toHaveLength(3);
  });

  it('may not break glass where the policy has no such path', () => {
    expect(
      judge({ breakGlass: true, duration: '30m', reason: REASON }, samplePolicy('payments-cluster-debug')),
    ).toEqual([
      '5 break-glass-not-offered: the policy payments-cluster-debug does not allow break glass; remove `breakGlass` and ask for approval',
    ]);
  });

  it('needs no compiler where the policy has no rule', () => {
    const plain = Object.fromEntries(
      Object.entries(ordersDb).filter(([key]) => key !== 'request'),
    ) as unknown as Policy;
    const never = (): never => {
      throw new Error('compiled');
    };
    expect(checkAgainstPolicy(parse({}), plain, never)).toEqual([]);
    expect(() => checkAgainstPolicy(parse({}), ordersDb, never)).toThrow('compiled');
  });
});

describe("a policy's own rule", () => {
  const judge = (rule: Readonly<Record<string, unknown>>, value: unknown): readonly string[] =>
    compileRule(rule)(value).map(({ keyword, instancePath }) => `${instancePath} ${keyword}`);

  it('tells the one value it allows', () => {
    const policy: Policy = {
      ...samplePolicy('orders-db-read'),
      request: { properties: { incident: { const: 'INC-2' } } },
    };
    expect(
      checkAgainstPolicy(parse({}), policy, compileRule).map(({ code, sentence }) => `${code}: ${sentence}`),
    ).toEqual(['rule-not-one-of: "INC-1" is not allowed here; expected "INC-2"; did you mean "INC-2"?']);
  });

  it('keeps several patterns apart', () => {
    const rule = {
      properties: { incident: { pattern: '^INC-' }, reason: { pattern: '^OPS-' }, policy: { pattern: '-read$' } },
    };
    expect(judge(rule, { incident: 'INC-1', reason: 'OPS-1', policy: 'x-read' })).toEqual([]);
    expect(judge(rule, { incident: 'OPS-1', reason: 'INC-1', policy: 'x-write' })).toEqual([
      '/incident pattern',
      '/reason pattern',
      '/policy pattern',
    ]);
  });

  it('runs a pattern to its end that would keep a backtracking engine for ever', () => {
    const check = compileRule({ properties: { reason: { pattern: '^(a+)+$' } } });
    expect(check({ reason: `${'a'.repeat(1999)}!` })).toHaveLength(1);
  });

  it('may demand one thing only where another holds', () => {
    const rule = {
      if: { properties: { breakGlass: { const: true } }, required: ['breakGlass'] },
      then: { required: ['incident'] },
    };
    expect(judge(rule, { reason: 'x' })).toEqual([]);
    expect(judge(rule, { breakGlass: true })).toContain(' required');
  });

  it('says what a choice of rules is about instead of how each of them failed', () => {
    const policy: Policy = {
      ...samplePolicy('orders-db-read'),
      request: {
        anyOf: [{ required: ['incident'] }, { properties: { reason: { minLength: 100 } } }],
        description: 'an incident, or a hundred characters of reason',
      },
    };
    const issues = checkAgainstPolicy(parse({ incident: undefined }), policy, compileRule);
    expect(issues.map(({ code, sentence }) => `${code}: ${sentence}`)).toEqual([
      'rule-not-met: the value violates the rule "anyOf"; expected "an incident, or a hundred characters of reason"',
    ]);
  });

  it.each([{ $ref: 'https://evil.example/x.json' }, { formatMinimum: 'x' }, { unknown: true }])(
    'is refused with %j in it',
    (rule) => expect(() => compileRule(rule)({})).toThrow(),
  );
});
