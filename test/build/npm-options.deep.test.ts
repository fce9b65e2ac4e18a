import { describe, expect, it } from 'vitest';
import { cases, named, ONLY_LOGGED, prepareNpm, refusal, swallowed } from './npm.ts';

const { npm } = prepareNpm();

describe('an option of ours before any --', () => {
  it.each(cases(swallowed))('$typed is refused, with the call that is meant', async ({ option }) => {
    for (const command of ['reconcile', 'verify'])
      expect(await npm(['run', '-s', 'pullcord', command, ...option])).toEqual(
        refusal(option[0], [command, ...option]),
      );
  });
});

describe('where npm keeps no log', () => {
  const unlogged = ['--logs-max=0', 'run', '-s', 'pullcord'];

  it.each(cases(swallowed.filter((word) => !named(ONLY_LOGGED)(word))))('$typed is refused', async ({ option }) => {
    const { code, stdout, stderr } = await npm([...unlogged, 'verify', ...option]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`npm took ${option[0]} as its own option`);
    expect(stderr).toContain(`npm run -s pullcord -- verify ${option[0]}`);
  });
});
