import { CORE_SCHEMA, load, YAMLException } from 'js-yaml';
import { gitBlobId } from '../digest.ts';
import type { DocumentDigests, Evidence } from './evidence.ts';
import { firstIssues } from '../issue.ts';
import { parsePolicySet } from '../documents/policy-set.ts';

/** A request to decide offline, with its expected decision. `test/vectors/decision/README.md` describes the files. */
export interface Vector {
  readonly title: string;
  readonly evidence: Evidence;
  readonly decision?: ExpectedDecision;
}

/** The expected decision of a case, by its codes. */
export interface ExpectedDecision {
  readonly verdict: string;
  readonly reasons: readonly string[];
  /** If approvals are missing, the codes of the reviews that do not count. */
  readonly reviews: readonly string[];
}

/** A fault in a file of cases. The message names the file. */
export class VectorError extends Error {}

/**
 * Reads one case, with those it extends.
 *
 * @param read returns the text of a file by its path; its errors pass through
 * @throws VectorError
 */
export function readVector(path: string, read: (path: string) => string): Vector {
  const { title, decision, evidence } = readWritten(path, read, factsOf);
  return {
    title,
    evidence: evidence as Evidence,
    ...(decision === undefined ? {} : { decision: decisionOf(path, decision) }),
  };
}

/** Returns the kind of a case: `change` if it is about a change of policies, `request` otherwise. @throws VectorError */
export function kindOfCase(path: string, read: (path: string) => string): string {
  return resolve(path, read, []).of;
}

/** A case as written, with the facts that follow from its files. */
export interface ReadCase {
  readonly title: string;
  readonly evidence: unknown;
  readonly decision?: unknown;
  readonly verdicts?: unknown;
}

/** Reads one case of any kind. @param facts returns the facts that follow from its files @throws VectorError */
export function readWritten(path: string, read: (path: string) => string, facts: (files: Files) => Members): ReadCase {
  const { files: own, evidence: given, deeds, ...written } = resolve(path, read, []);
  // Changes of files come first, since facts follow from the files.
  const { files: whole } = carryOut(path, { files: own }, deeds.filter(isAboutFiles));
  const files = filesOf(path, fieldsOf(`${path} /files`, whole));
  const rest = deeds.filter((deed) => !isAboutFiles(deed));
  const { evidence } = carryOut(path, { evidence: { ...facts(files), ...given } }, rest);
  return { ...written, evidence: withBlobs(path, evidence, files) };
}

export type Members = Readonly<Record<string, unknown>>;

/** One value to remove from a case, or to set in it. */
interface Deed {
  readonly pointer: string;
  readonly value?: { readonly is: unknown };
}

interface WrittenCase {
  readonly title: string;
  readonly files: Members;
  readonly evidence: Members;
  readonly deeds: readonly Deed[];
  readonly of: string;
  readonly decision?: unknown;
  readonly verdicts?: unknown;
}

/** `why` and `attack` are for people: the purpose of the case, and the known attack that it shows. */
const KEYS = ['title', 'why', 'attack', 'of', 'extends', 'files', 'evidence', 'remove', 'set', 'decision', 'verdicts'];

/** Merges the file over the one it extends: files and facts first, then removals and settings. */
function resolve(path: string, read: (path: string) => string, within: readonly string[]): WrittenCase {
  if (within.includes(path)) throw new VectorError(`${path} extends itself`);
  const own = fieldsOf(path, parse(path, read(path)));
  const stray = Object.keys(own).find((key) => !KEYS.includes(key));
  if (stray !== undefined)
    throw new VectorError(`${path} has the unknown key ${stray}; the keys are ${KEYS.join(', ')}`);
  const { title = '', extends: base, of } = own;
  if (typeof title !== 'string') throw new VectorError(`${path}: title must be a text`);
  if (of !== undefined && of !== 'request' && of !== 'change')
    throw new VectorError(`${path}: \`of\` must be request or change`);
  const under = base === undefined ? NOTHING : resolve(besides(path, base), read, [...within, path]);
  const removed = listOf(`${path}: \`remove\``, own['remove'] ?? []).map((pointer): Deed => ({ pointer }));
  const set = Object.entries(fieldsOf(`${path} /set`, own['set'] ?? {}));
  return {
    title,
    files: { ...under.files, ...fieldsOf(`${path} /files`, own['files'] ?? {}) },
    evidence: { ...under.evidence, ...fieldsOf(`${path} /evidence`, own['evidence'] ?? {}) },
    deeds: [...under.deeds, ...removed, ...set.map(([pointer, is]): Deed => ({ pointer, value: { is } }))],
    of: of ?? under.of,
    ...(own['decision'] === undefined ? {} : { decision: own['decision'] }),
    ...(own['verdicts'] === undefined ? {} : { verdicts: own['verdicts'] }),
  };
}

const NOTHING: WrittenCase = { title: '', of: 'request', files: {}, evidence: {}, deeds: [] };

function isAboutFiles({ pointer }: Deed): boolean {
  return pointer.startsWith('/files/');
}

function carryOut<T extends Members>(path: string, whole: T, deeds: readonly Deed[]): T {
  const roots = Object.keys(whole);
  const stray = deeds.find(({ pointer }) => !roots.includes(pointer.split('/')[1] ?? ''));
  if (stray !== undefined)
    throw new VectorError(`${path}: ${stray.pointer} is neither within /files nor within /evidence`);
  return deeds.reduce<unknown>(
    (value, { pointer, value: put }) =>
      put === undefined
        ? without(path, value, pointer)
        : changed(`${path}: ${pointer}`, value, pointerOf(path, pointer), put.is),
    whole,
  ) as T;
}

function parse(path: string, text: string): unknown {
  try {
    return load(text, { schema: CORE_SCHEMA });
  } catch (error) {
    if (error instanceof YAMLException) throw new VectorError(`${path} is neither YAML nor JSON: ${error.reason}`);
    throw error;
  }
}

/** Resolves `extends`, a path relative to this file. */
function besides(path: string, base: unknown): string {
  if (typeof base !== 'string')
    throw new VectorError(`${path}: \`extends\` must be the path of another case, such as ../approved.yaml`);
  const parts = path.split('/').slice(0, -1);
  for (const step of base.split('/')) {
    if (step === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (step !== '.') parts.push(step);
  }
  return parts.join('/');
}

// ── pointers (RFC 6901) ──

function pointerOf(path: string, pointer: string): readonly string[] {
  if (!/^(?:\/[^/]+)+$/.test(pointer))
    throw new VectorError(`${path}: ${pointer} is not a JSON pointer, such as /evidence/pull/base`);
  return pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Returns the value with one place replaced; `-` is the place behind the last item of a list. */
function changed(place: string, value: unknown, [step, ...rest]: readonly string[], inner: unknown): unknown {
  if (step === undefined) return inner;
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    const at = step === '-' ? items.length : indexIn(place, items, step);
    return [...items.slice(0, at), changed(place, items[at], rest, inner), ...items.slice(at + 1)];
  }
  if (typeof value !== 'object' || value === null)
    throw new VectorError(`${place}: ${step} cannot be set in a value that is not a mapping or a list`);
  const fields: Members = { ...value };
  return { ...fields, [step]: changed(place, fields[step], rest, inner) };
}

function without(path: string, value: unknown, pointer: string): unknown {
  const remove = (from: unknown, [step = '', ...rest]: readonly string[]): unknown => {
    if (Array.isArray(from)) {
      const items: readonly unknown[] = from;
      const at = indexIn(`${path}: ${pointer}`, items, step);
      return rest.length === 0
        ? items.filter((_, index) => index !== at)
        : items.map((item, index) => (index === at ? remove(item, rest) : item));
    }
    const fields: Members = typeof from === 'object' && from !== null ? { ...from } : {};
    if (!Object.hasOwn(fields, step))
      throw new VectorError(`the case ${path} removes ${pointer}, which its base does not have; correct the pointer`);
    const others = Object.entries(fields).filter(([key]) => key !== step);
    return Object.fromEntries(rest.length === 0 ? others : [...others, [step, remove(fields[step], rest)]]);
  };
  return remove(value, pointerOf(path, pointer));
}

function indexIn(place: string, items: readonly unknown[], step: string): number {
  const at = /^\d{1,6}$/.test(step) ? Number(step) : NaN;
  if (!(at < items.length))
    throw new VectorError(
      `${place}: ${step} is not an item of the list, which has ${items.length} items. Use a number from 0 to ${items.length - 1}`,
    );
  return at;
}

// ── files ──

/** Texts by name: `request`, a path under `policies/` with or without its stage, or any other name. */
export type Files = ReadonlyMap<string, string | null>;

const STAGES = ['genesis', 'before', 'head'] as const;
type Stage = (typeof STAGES)[number];

function filesOf(path: string, files: Members): Files {
  return new Map(
    Object.entries(files).map(([name, text]) => {
      if (typeof text !== 'string' && text !== null)
        throw new VectorError(`${path}: \`files\` must give the text of ${name}, or null if the file is missing`);
      return [name, text];
    }),
  );
}

/** Returns the documents at one stage. The stage's own replace those without a stage; `null` marks a missing file. */
function documentsAt(stage: Stage, files: Files): readonly { readonly path: string; readonly text: string }[] {
  const paths = [...files.keys()].flatMap(
    (name) => /^(?:(?:genesis|before|head):)?(policies\/.+)$/.exec(name)?.[1] ?? [],
  );
  return [...new Set(paths)].flatMap((path) => {
    const text = files.has(`${stage}:${path}`) ? files.get(`${stage}:${path}`) : files.get(path);
    return text === undefined || text === null ? [] : [{ path, text }];
  });
}

/** Derives facts from the files. Facts that the case gives itself win. */
function factsOf(files: Files): Members {
  const [genesis, before, head] = STAGES.map((stage) => documentsAt(stage, files));
  const request = files.get('request');
  return {
    ...(typeof request === 'string' ? { text: request } : {}),
    documents: {
      before: { digests: digestsOf(before ?? []), issues: [] },
      head: { digests: digestsOf(head ?? []), issues: issuesOf(head ?? []) },
    },
    texts: Object.fromEntries(
      [...files]
        .filter(([name]) => name !== 'request')
        .flatMap(([, text]) => (text === null ? [] : [[textBlob(text), text]])),
    ),
    genesis: { commit: '9e9e515000000000000000000000000000000001', policies: digestsOf(genesis ?? []) },
  };
}

function digestsOf(documents: readonly { readonly path: string; readonly text: string }[]): DocumentDigests {
  return Object.fromEntries(documents.map(({ path, text }) => [path, textBlob(text)]));
}

function issuesOf(documents: readonly { readonly path: string; readonly text: string }[]) {
  return firstIssues(parsePolicySet(documents.map(({ path, text }) => ({ path, bytes: toBytes(text) }))).issues);
}

const REFERENCE = /\{blob:([^{}]+)\}/g;

/** Replaces every `{blob:<file>}` in texts and names by that file's blob id. */
function withBlobs(path: string, value: unknown, files: Files): unknown {
  const replace = (text: string) =>
    text.replaceAll(REFERENCE, (_, name: string) => textBlob(fileNamed(path, name, files)));
  if (typeof value === 'string') return replace(value);
  if (Array.isArray(value)) return value.map((item) => withBlobs(path, item, files));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]: [string, unknown]) => [replace(key), withBlobs(path, inner, files)]),
  );
}

function fileNamed(path: string, name: string, files: Files): string {
  const text = files.get(name) ?? files.get(name.replace(/^(?:genesis|before|head):/, ''));
  if (typeof text !== 'string')
    throw new VectorError(`${path}: {blob:${name}} does not name a file; name one under /files`);
  return text;
}

export function textBlob(text: string): string {
  return gitBlobId(toBytes(text));
}

function toBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

// ── shapes ──

function decisionOf(path: string, decision: unknown): ExpectedDecision {
  const { verdict, reasons = [], reviews = [] } = fieldsOf(`${path} /decision`, decision);
  if (typeof verdict !== 'string')
    throw new VectorError(`${path}: the decision has no verdict; write approved, pending or denied`);
  return {
    verdict,
    reasons: listOf(`${path}: \`reasons\``, reasons),
    reviews: listOf(`${path}: \`reviews\``, reviews),
  };
}

export function fieldsOf(where: string, value: unknown): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new VectorError(`${where} must be a mapping`);
  return { ...value };
}

export function listOf(where: string, value: unknown): readonly string[] {
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string'))
    throw new VectorError(`${where} must be a list of texts; quote each one`);
  return value;
}
