import { describe, expect, it } from 'vitest';
import { CLASSES, fixturesOf, isNamed, readFixtures } from './classes.ts';

const all = readFixtures();

describe('the classes of hostile input', () => {
  it('are 46, each told in words of its own', () => {
    expect(CLASSES).toHaveLength(46);
    expect(new Set(CLASSES.map(({ what }) => what)).size).toBe(46);
  });

  it.each(CLASSES.map((one, at) => ({ number: at + 1, ...one })))(
    '$number, $what: has fixtures, each with its answer',
    (one) => {
      for (const pattern of one.fixtures)
        expect(
          all.filter(({ name }) => isNamed(name, pattern)),
          pattern,
        ).not.toEqual([]);
      const fixtures = fixturesOf(one, all);
      expect(fixtures.length).toBeGreaterThan(0);
      for (const { name, says } of fixtures)
        expect(
          says.filter((line) => line !== ''),
          name,
        ).not.toEqual([]);
    },
  );

  it('have 250 fixtures and more between them, each in one class', () => {
    const named = CLASSES.flatMap((one) => fixturesOf(one, all).map(({ name }) => name));
    const twice = named.filter((name, at) => named.indexOf(name) !== at);
    expect(twice).toEqual([]);
    console.log(`${named.length} fixtures in ${CLASSES.length} classes of hostile input`);
    expect(named.length).toBeGreaterThanOrEqual(250);
  });

  it('give every case of the decision the very codes and sentences that are expected', async () => {
    const cases = CLASSES.flatMap((one, at) =>
      fixturesOf(one, all)
        .filter(({ name }) => name.startsWith('case '))
        .map(({ name, says }) => `${at + 1} ${name.slice(5)}\n${says.map((line) => `  ${line}\n`).join('')}`),
    );
    await expect(cases.join('')).toMatchFileSnapshot('cases.txt');
  });
});
