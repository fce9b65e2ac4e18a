import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, encode, expressionOf, isExactly } from '../../../src/core/grant/grant.ts';
import { instantOf } from '../../../src/core/time.ts';
import { bindingOf, END, grant, OWNER, START, withCondition } from '../build.ts';

const OURS = bindingOf(grant());
const EXPRESSION = `request.time >= timestamp("${START}") && request.time < timestamp("${END}")`;

describe('the binding of a grant', () => {
  it('has one member, and a condition that marks it and ends it', () => {
    expect(OURS).toEqual({
      role: 'roles/cloudsql.viewer',
      member: 'user:alice@acme.example',
      condition: {
        title: 'pullcord/acme/42',
        description: 'repository 700100 https://github.com/acme/access/pull/42',
        expression: EXPRESSION,
      },
    });
  });

  it('carries the narrowing of its policy', () => {
    const only = { nameStartsWith: 'projects/p/instances/o', type: 'sqladmin.googleapis.com/Instance', service: 's' };
    expect(expressionOf({ start: START, end: END }, only)).toBe(
      `${EXPRESSION} && resource.type == "sqladmin.googleapis.com/Instance" && resource.service == "s" && resource.name.startsWith("projects/p/instances/o")`,
    );
  });

  it.each(['a"b', 'a\\b', 'a\nb', 'ä', 'a\u202eb'])('refuses to write %j into a condition', (text) => {
    expect(() => expressionOf({ start: START, end: END }, { nameStartsWith: text })).toThrow(
      /^nothing was written: an IAM condition cannot contain /,
    );
  });

  it('is read back as the pull request and window it was made from, whatever they are', () => {
    const instant = fc.integer({ min: 0, max: 253402300799 }).map((seconds) => instantOf(seconds * 1000));
    const text = fc.string({ unit: fc.constantFrom(...Array.from('aB0/-_. |&()?:')) });
    const only = fc.record({ nameStartsWith: text, type: text, service: text }, { requiredKeys: [] });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9_999_999_999 }),
        instant,
        instant,
        only,
        fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
        (pull, start, end, narrowing, repository) => {
          const owner = { installation: 'acme', repository };
          const given = grant({ pull, window: { start, end } });
          const granted = { resource: 'projects/p', role: 'roles/browser', only: narrowing };
          const binding = encode(given, granted, owner);
          expect(decode(binding, owner)).toEqual({ of: 'us', pull, window: { start, end } });
          expect(isExactly(binding, binding)).toBe(true);
        },
      ),
    );
  });
});

describe('a mark', () => {
  it.each([
    ['an unconditional binding', { role: OURS.role, member: OURS.member }],
    ['another installation', withCondition(OURS, { title: 'pullcord/acme-eu/42' })],
    ['a longer name', withCondition(OURS, { title: 'xpullcord/acme/42' })],
    ['a title of other case', withCondition(OURS, { title: 'Pullcord/acme/42' })],
    ['no slash after the installation', withCondition(OURS, { title: 'pullcord/acme' })],
  ])('of %s is nobody’s here', (_, binding) => {
    expect(decode(binding, OWNER)).toEqual({ of: 'nobody-here' });
  });

  it('of our slug with the id of another repository is theirs', () => {
    const theirs = withCondition(OURS, { description: 'repository 700200 https://github.com/acme/other/pull/42' });
    expect(decode(theirs, OWNER)).toEqual({ of: 'another-repository', repository: 700200 });
  });

  it.each([
    '',
    'somebody typed this',
    'repository 0 x',
    'repository 0700200',
    'repository 700200x',
    'Repository 700200',
  ])('of our slug with no repository id (%j) is ours to take away', (description) => {
    const mark = decode(withCondition(OURS, { description }), OWNER);
    expect(mark).toEqual({ of: 'us', pull: 42, window: { start: START, end: END } });
  });

  it('of our slug without any description is ours', () => {
    const condition = { title: 'pullcord/acme/42', expression: EXPRESSION };
    expect(decode({ ...OURS, condition }, OWNER)).toMatchObject({ of: 'us', pull: 42 });
  });

  it.each([
    'pullcord/acme/',
    'pullcord/acme/x',
    'pullcord/acme/042',
    'pullcord/acme/42/1',
    'pullcord/acme/0',
    'pullcord/acme/42 ',
  ])('whose title is %j is ours and names no pull request', (title) => {
    expect(decode(withCondition(OURS, { title }), OWNER)).toMatchObject({ of: 'us', pull: undefined });
  });

  it.each([
    ['an alternative', `${EXPRESSION} || true`],
    ['an alternative at the front', `true || ${EXPRESSION}`],
    ['a choice', `${EXPRESSION} ? true : true`],
    ['an end that does not exist', EXPRESSION.replace(END, '2026-02-30T00:00:00Z')],
    ['no start', `request.time < timestamp("${END}")`],
    ['the comparisons turned', EXPRESSION.replace('<', '>')],
    ['an end in another zone', EXPRESSION.replace(END, '2026-11-24T04:17:00+09:00')],
    ['nothing', ''],
    ['blanks around it', ` ${EXPRESSION}`],
    ['a line more', `${EXPRESSION}\n|| true`],
  ])('with %s for a condition has no window, and is not exact', (_, expression) => {
    const tampered = withCondition(OURS, { expression });
    expect(decode(tampered, OWNER)).toEqual({ of: 'us', pull: 42, window: undefined });
    expect(isExactly(tampered, OURS)).toBe(false);
  });
});

describe('exactness', () => {
  it('asks for neither the URL nor the case of the member', () => {
    const moved = withCondition(OURS, { description: 'repository 700100 https://github.example/moved/pull/42' });
    expect(isExactly({ ...moved, member: 'user:Alice@ACME.example' }, OURS)).toBe(true);
  });

  it('holds for the member of an account that is gone, as Google writes it then, and for no other', () => {
    expect(isExactly({ ...OURS, member: 'deleted:user:alice@acme.example?uid=104' }, OURS)).toBe(true);
    expect(isExactly({ ...OURS, member: 'deleted:user:mallory@acme.example?uid=104' }, OURS)).toBe(false);
    expect(isExactly({ ...OURS, member: 'deleted:group:alice@acme.example?uid=104' }, OURS)).toBe(false);
  });

  it.each([
    ['role', { ...OURS, role: 'roles/cloudsql.admin' }],
    ['member', { ...OURS, member: 'user:mallory@acme.example' }],
    ['title', withCondition(OURS, { title: 'pullcord/acme/43' })],
    ['end', withCondition(OURS, { expression: EXPRESSION.replace(END, '2027-11-24T04:17:00Z') })],
    ['start', withCondition(OURS, { expression: EXPRESSION.replace(START, '2020-11-24T04:17:00Z') })],
    ['narrowing', withCondition(OURS, { expression: `${EXPRESSION} && resource.type == "x"` })],
    ['repository', withCondition(OURS, { description: 'repository 700101' })],
    ['repository, which is missing', withCondition(OURS, { description: '' })],
    ['condition, which is gone', { role: OURS.role, member: OURS.member }],
  ])('asks for the same %s', (_, binding) => {
    expect(isExactly(binding, OURS)).toBe(false);
  });
});
