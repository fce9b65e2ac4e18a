import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { honestClaims, strangersTo, type HonestJob } from '../../../src/core/gate/claims.ts';
import { readCondition, readFederation, type ProviderCondition } from '../../../src/core/gate/federation.ts';
import { codesOf, CONDITION, findingsOf, PROVIDER, soundFacts } from './facts.ts';

const JOB: HonestJob = {
  repository: soundFacts().repository,
  workflow: '.github/workflows/reconcile.yml',
  environment: 'break-glass',
};

function condition(text: string, mapping: Readonly<Record<string, string>> | null = {}): ProviderCondition {
  const read = readCondition({ ...PROVIDER, condition: text, mapping });
  if (typeof read === 'string') throw new Error(read);
  return read;
}

const letIn = (text: string) =>
  strangersTo(JOB, 'with-ids')
    .filter(({ claims }) => condition(text).admits(claims))
    .map(({ name }) => name);

/** Each clause of the sound condition, and who comes in when it alone is left out. */
const CLAUSES: readonly (readonly [string, readonly string[]])[] = [
  ['repository_owner_id', []],
  ['repository_id', ['the-same-name-again']],
  ['ref ', []],
  ['workflow_ref', ['another-workflow', 'a-workflow-that-begins-alike']],
  [
    'event_name',
    ['event-pull_request_target', 'event-issue_comment', 'event-workflow_run', 'event-repository_dispatch'],
  ],
  ['environment', ['no-environment', 'another-environment']],
];

describe('the condition of docs/deploy-google.md', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/deploy-google.md'), 'utf8');
  const written = /--attribute-condition="([^"]+)"/.exec(page)?.[1] ?? '';
  const filled = written.replace('$owner_id', '900100').replace('$repository_id', '700100');

  it('lets in reconcile and nobody else', () => {
    expect(filled.replace(/\s+/g, ' ')).toBe(CONDITION);
    expect(codesOf(soundFacts({ federation: { ...PROVIDER, condition: filled } }))).toEqual([]);
  });

  it.each(CLAUSES)('without its clause on %s lets in exactly whom that clause keeps out', (clause, strangers) => {
    const less = CONDITION.split(' && ').filter((part) => !part.startsWith(`assertion.${clause}`));
    expect(less).toHaveLength(5);
    expect(letIn(less.join(' && '))).toEqual(strangers);
  });
});

describe('whom a condition lets in', () => {
  it('is everybody where there is none', () => {
    expect(letIn('')).toEqual(strangersTo(JOB, 'with-ids').map(({ name }) => name));
  });

  it.each([
    ["assertion.repository_owner == 'acme'", ['another-repository', 'a-repository-that-begins-alike'], ['a-fork']],
    ["assertion.repository == 'acme/access'", ['another-branch', 'no-environment'], ['a-fork', 'another-repository']],
    ["assertion.repository.startsWith('acme/access')", ['a-repository-that-begins-alike'], ['another-repository']],
    ["assertion.ref.endsWith('refs/heads/main')", ['a-branch-that-ends-alike'], ['another-branch']],
    ["assertion.ref.startsWith('refs/heads/main')", ['a-branch-that-begins-alike'], ['another-branch', 'a-tag']],
    ["assertion.ref.contains('main')", ['a-tag'], ['another-branch']],
    ["assertion.workflow_ref.contains('workflows/reconcile')", ['a-workflow-that-begins-alike'], ['another-workflow']],
    [
      "!has(assertion.environment) || assertion.environment == 'break-glass'",
      ['no-environment'],
      ['another-environment'],
    ],
    [
      "assertion.sub == 'repo:acme@900100/access@700100:environment:break-glass'",
      ['another-branch'],
      ['no-environment'],
    ],
  ])('%s', (text, yes, no) => {
    expect(condition(text).admits(honestClaims(JOB, 'push', 'with-ids'))).toBe(true);
    const admitted = letIn(text);
    for (const name of yes) expect(admitted).toContain(name);
    for (const name of no) expect(admitted).not.toContain(name);
  });

  it('follows from what the mapping makes', () => {
    const mapping = {
      'google.subject': 'assertion.sub',
      'attribute.where': "assertion.repository_id + '@' + assertion.ref",
    };
    const mapped = condition("attribute.where == '700100@refs/heads/main'", mapping);
    expect(mapped.unmapped).toEqual([]);
    expect(mapped.admits(honestClaims(JOB, 'push', 'with-ids'))).toBe(true);
    expect(condition("attribute.elsewhere == 'x' && google.groups == 'y'", mapping).unmapped).toEqual([
      'attribute.elsewhere',
      'google.groups',
    ]);
  });

  it('is told by either form of subject', () => {
    const old = soundFacts({ federation: { ...PROVIDER, condition: "assertion.sub.startsWith('repo:acme/access:')" } });
    expect(findingsOf(old).some(({ sentence }) => sentence.includes('the-same-name-again'))).toBe(true);
  });
});

describe('a file of the federation', () => {
  it('is what gcloud describes, or a bare condition', () => {
    const { file, name, issuer, condition: text, mapping } = PROVIDER;
    const described = {
      name,
      state: 'ACTIVE',
      attributeCondition: text,
      attributeMapping: mapping,
      oidc: { issuerUri: issuer },
    };
    expect(readFederation(file, JSON.stringify(described))).toEqual(PROVIDER);
    expect(readFederation('x', ` ${CONDITION}\n`)).toMatchObject({ condition: CONDITION, mapping: null, issuer: null });
    expect(readFederation('x', JSON.stringify({ ...described, disabled: true }))).toMatchObject({ state: 'DISABLED' });
  });

  it.each([
    ['{', 'the file is not valid JSON'],
    ['{"name":"x"}', 'it has no `oidc`'],
  ])('that is neither is said to be neither: %s', (text, said) => {
    expect(readFederation('x', text)).toContain(said);
  });
});
