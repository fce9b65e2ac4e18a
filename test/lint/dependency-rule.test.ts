import { describe, expect, it } from 'vitest';
import { complaints } from './complaints.ts';

describe('lint fails on', () => {
  const planted: [string, string, string, RegExp][] = [
    ['the runner’s clock in core', 'src/core/planted.ts', 'export const now = Date.now();', /time is an argument/],
    [
      'a clock without an argument in core',
      'src/core/planted.ts',
      'export const now = new Date();',
      /time is an argument/,
    ],
    ['chance in a flow', 'src/flow/planted.ts', 'export const dice = Math.random();', /randomness is an argument/],
    [
      'the environment in core',
      'src/core/decision/rules/planted.ts',
      'export const env = process.env;',
      /told the outside/,
    ],
    [
      'a request in a flow',
      'src/flow/planted.ts',
      "export const answer = fetch('https://acme.example');",
      /told the outside/,
    ],
    ['a timer in a flow', 'src/flow/planted.ts', 'setTimeout(() => undefined, 1);', /told the outside/],
    [
      'an edge imported into core',
      'src/core/planted.ts',
      "export { connectIam } from '../edge/iam.ts';",
      /core imports core/,
    ],
    [
      'an edge imported into a room of core',
      'src/core/decision/rules/planted.ts',
      "export { x } from '../../edge/github/client.ts';",
      /core imports core/,
    ],
    [
      'a flow imported into core',
      'src/core/planted.ts',
      "import { reconcile } from '../flow/reconcile.ts'; reconcile;",
      /core imports core/,
    ],
    [
      'an edge imported into a flow',
      'src/flow/planted.ts',
      "export { connectIam } from '../edge/iam.ts';",
      /flow imports core and flow/,
    ],
    [
      'a flow imported into an edge',
      'src/edge/planted.ts',
      "export { reconcile } from '../flow/reconcile.ts';",
      /edge imports core/,
    ],
    [
      'an edge imported into a flow through its own room',
      'src/flow/planted.ts',
      "export { connectIam } from './../edge/iam.ts';",
      /flow imports core and flow/,
    ],
    ['files read in core', 'src/core/planted.ts', "export { readFileSync } from 'node:fs';", /core is pure/],
    [
      'chance out of a package in core',
      'src/core/planted.ts',
      "export { randomUUID } from 'node:crypto';",
      /core hashes and verifies/,
    ],
    [
      'Octokit in a flow',
      'src/flow/planted.ts',
      "export { Octokit } from '@octokit/rest';",
      /through the interfaces of core\/ports\.ts/,
    ],
    [
      'the runner’s toolkit in a command',
      'src/command/planted.ts',
      "export { info } from '@actions/core';",
      /action.ts alone/,
    ],
  ];

  it.each(planted)('%s', async (_, path, code, complaint) => {
    expect((await complaints(path, code)).join('\n')).toMatch(complaint);
  });
});

describe('lint takes', () => {
  const sound: [string, string, string][] = [
    ['a time that is given, in core', 'src/core/planted.ts', 'export const at = (ms: number) => new Date(ms);'],
    ['hashing in core', 'src/core/planted.ts', "export { createHash } from 'node:crypto';"],
    ['verifying in core', 'src/core/planted.ts', "export { createPublicKey, verify } from 'node:crypto';"],
    ['core in a flow', 'src/flow/planted.ts', "export { plan } from '../core/plan.ts';"],
    [
      'a sibling in core that is named like an entry',
      'src/core/gate/rules/planted.ts',
      "export { environmentRules } from './environment.ts';",
    ],
    ['the clock in an edge', 'src/edge/planted.ts', 'export const now = Date.now();'],
  ];

  it.each(sound)('%s', async (_, path, code) => {
    expect(await complaints(path, code)).toEqual([]);
  });
});
