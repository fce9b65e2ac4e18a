import { readdirSync, readFileSync } from 'node:fs';
import { MERGE_AWAITED } from '../../src/core/decision/decision.ts';
import { REVIEW_RULES } from '../../src/core/decision/review.ts';

const ROOT = new URL('../../', import.meta.url);

/** Codes that no evidence brings about alone, and why. */
export const NEVER_ALONE: Readonly<Record<string, string>> = {
  'approval-second-factor-not-required':
    'what the GitHub organization does not require is missing of the requester too',
  incomplete: 'only a rule left out would lead there',
};

/** Entries no case can tell from their absence, and why. */
export const SECOND_LINES: Readonly<Record<string, string>> = {
  'break-glass-offered': 'the document’s own check, by `admissible`, says the same first',
  'break-glass-duration': 'the document’s own check, by `admissible`, says the same first',
  'security-key-once of changes': 'a head that was a request’s changes no policy',
};

/** Every code a decision can give of its own, as the sources have them; codes of issues in documents are theirs. */
export function listCodes(): readonly string[] {
  const decision = sources('src/core/decision/');
  const literal = matches(decision, /\b(?:denied|pending)\(\s*'([a-z0-9-]+)'/g);
  // What speaks against a change of policies is told in the sentence about the document, without a code of its own.
  const plain = matches(decision, /\bcode: '([a-z0-9-]+)',? sentence/g).filter((code) => code !== 'change');
  const ofChanges = matches(decision, /\b(?:no|maybe): '([a-z-]+)'/g);
  const signatures = matches(sources('src/core/signature/'), /'(signature-[a-z-]+)'/g);
  const reviews = REVIEW_RULES.filter(({ standing }) => standing !== 'yes').map(({ code }) => code);
  return [...new Set([...literal, ...plain, ...ofChanges, ...signatures, ...reviews, MERGE_AWAITED.code])].sort();
}

/** The attacks the README of the cases lists: the first column of its table under `Attacks`. */
export function listAttacks(): readonly string[] {
  const readme = readFileSync(new URL('test/vectors/decision/README.md', ROOT), 'utf8');
  const [, section = ''] = readme.split(/^## Attacks$/m);
  return matches(section, /^\| ([a-z][^|]*?) +\|/gm).filter((attack) => attack !== 'attack');
}

function sources(folder: string): string {
  return readdirSync(new URL(folder, ROOT), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => readFileSync(new URL(folder + path, ROOT), 'utf8'))
    .join('\n');
}

function matches(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([, found = '']) => found);
}
