import type { Command } from './command.ts';

/** One entry in the list of commands. The command's file loads only when it runs. */
export interface Entry {
  readonly name: string;
  readonly purpose: 'requests' | 'access' | 'setup' | 'rehearsal' | 'audit';
  /** The words after its name. */
  readonly words: string;
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

export const COMMANDS: readonly Entry[] = [
  {
    name: 'check',
    purpose: 'requests',
    words: 'FILE…',
    summary: 'check request and policy files',
    load: () => import('./check.ts'),
  },
  {
    name: 'reconcile',
    purpose: 'access',
    words: '',
    summary: 'make IAM match the merged requests, and record it',
    load: () => import('./reconcile.ts'),
  },
  {
    name: 'quarantine',
    purpose: 'access',
    words: 'PERSON',
    summary: 'revoke all access of one person, and bar new access',
    load: () => import('./quarantine.ts'),
  },
  {
    name: 'doctor',
    purpose: 'setup',
    words: '',
    summary: 'find weak settings of the repository, with fixes',
    load: () => import('./doctor.ts'),
  },
  {
    name: 'explain',
    purpose: 'requests',
    words: 'NUMBER',
    summary: 'explain the decision on a request',
    load: () => import('./explain.ts'),
  },
  {
    name: 'reason',
    purpose: 'requests',
    words: '[CODE]',
    summary: 'explain a code of a report, or list all codes',
    load: () => import('./reason.ts'),
  },
  {
    name: 'decide',
    purpose: 'requests',
    words: 'FILE',
    summary: 'decide a case from a file, offline',
    load: () => import('./decide.ts'),
  },
  {
    name: 'init',
    purpose: 'setup',
    words: '',
    summary: 'begin the ledger, print its key, or sign it',
    load: () => import('./init.ts'),
  },
  {
    name: 'sandbox',
    purpose: 'rehearsal',
    words: '',
    summary: 'run a local GitHub and Google Cloud',
    load: () => import('./sandbox.ts'),
  },
  {
    name: 'export',
    purpose: 'audit',
    words: '[DIR]',
    summary: 'export the ledger for other programs',
    load: () => import('./export.ts'),
  },
  {
    name: 'verify',
    purpose: 'audit',
    words: '[DIR]',
    summary: 'verify the ledger of a clone, offline',
    load: () => import('./verify.ts'),
  },
  {
    name: 'prove',
    purpose: 'audit',
    words: 'SEQ [DIR]',
    summary: 'write one record with its proof',
    load: () => import('./prove.ts'),
  },
  {
    name: 'audit',
    purpose: 'audit',
    words: 'QUESTION [DIR]',
    summary: 'answer one question about the past',
    load: () => import('./audit.ts'),
  },
  {
    name: 'demo',
    purpose: 'rehearsal',
    words: '',
    summary: 'show one access from request to removal',
    load: () => import('./demo.ts'),
  },
];
