import { constructFromEvents, CORE_SCHEMA, parseEvents, YAMLException, type Event } from 'js-yaml';
import { firstIssues, type Issue, type Parsed, type Place } from '../issue.ts';
import { findUnseen, indexLines, nameCodePoint } from '../text.ts';
import { MAX_DEPTH, walkEvents, type Places } from './yaml-events.ts';

/** One parsed YAML document, before the check against its schema. Pointers are JSON pointers (RFC 6901). */
export interface Document extends Places {
  /** The path in the repository. */
  readonly path: string;
  /** JSON values only. */
  readonly value: unknown;
}

export const MAX_BYTES = 16 * 1024;

const START: Place = { line: 1, column: 1 };
const LFS_POINTER = /^version https:\/\/git-lfs\.github\.com\//;

/**
 * Parses one document strictly. The file has at most 16 KiB of UTF-8 without invisible characters. It contains one YAML
 * 1.2 core document: a mapping of JSON values, without anchors, aliases, tags or merges. Never throws. Every issue has
 * its place (columns count UTF-16 code units from 1).
 */
export function parseDocument(path: string, bytes: Uint8Array): Parsed<Document> {
  if (bytes.length > MAX_BYTES) {
    const sentence = `the document has ${bytes.length} bytes; shorten it to at most ${MAX_BYTES}`;
    return { issues: [{ code: 'document-too-large', path, ...START, sentence }] };
  }
  const text = decode(path, bytes);
  if (text.issues) return text;
  const unseen = unseenIssues(path, text.value);
  return unseen.length > 0 ? { issues: unseen } : parseText(path, text.value);
}

function decode(path: string, bytes: Uint8Array): Parsed<string> {
  try {
    return { value: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    const sentence = 'the document is not valid UTF-8 from this byte on; save it as UTF-8 without a byte order mark';
    return { issues: [{ code: 'text-not-utf8', path, ...placeOfBadByte(bytes), sentence }] };
  }
}

/** Returns the place after the longest valid beginning, found by a streaming decoder. */
function placeOfBadByte(bytes: Uint8Array): Place {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let valid = '';
  try {
    for (const byte of bytes) valid += decoder.decode(Uint8Array.of(byte), { stream: true });
  } catch {
    return indexLines(valid)(valid.length);
  }
  return indexLines(valid)(valid.length);
}

function unseenIssues(path: string, text: string): readonly Issue[] {
  const placeOf = indexLines(text);
  const issues = findUnseen(text).map(({ code, kind, offset, codePoint }): Issue => {
    const name = nameCodePoint(codePoint);
    const isMark = offset === 0 && codePoint === 0xfeff;
    return isMark
      ? { code: 'text-bom', path, ...START, sentence: `the file begins with a byte order mark (${name}); remove it` }
      : { code, path, ...placeOf(offset), sentence: `${name} is ${kind}; remove it` };
  });
  return firstIssues(issues);
}

function parseText(path: string, text: string): Parsed<Document> {
  const events = readEvents(path, text);
  if (events.issues) return events;
  const { issues, places } = walkEvents(path, text, events.value);
  if (issues.length > 0) return { issues };
  return construct(path, text, events.value, places);
}

function readEvents(path: string, text: string): Parsed<Event[]> {
  try {
    return { value: parseEvents(text, { maxDepth: MAX_DEPTH }) };
  } catch (error) {
    return { issues: [syntaxIssue(path, text, error)] };
  }
}

function construct(path: string, text: string, events: Event[], places: Places): Parsed<Document> {
  try {
    const [value] = constructFromEvents(events, { source: text, schema: CORE_SCHEMA, maxAliases: 0 });
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return notAMapping(path, value, places);
    return { value: { path, value, ...places } };
  } catch (error) {
    return { issues: [syntaxIssue(path, text, error)] };
  }
}

function notAMapping(path: string, value: unknown, places: Places): Parsed<Document> {
  const sentence =
    typeof value === 'string' && LFS_POINTER.test(value)
      ? 'this file is a Git LFS pointer, not the document; store the document itself in git'
      : 'the document is not a mapping; write `key: value` on each line';
  return { issues: [{ code: 'document-not-a-mapping', path, ...places.placeOf(''), sentence }] };
}

function syntaxIssue(path: string, text: string, error: unknown): Issue {
  const known = error instanceof YAMLException;
  const reason = known ? error.reason : 'this is not valid YAML';
  const place = indexLines(text)(Math.min(known ? (error.mark?.position ?? 0) : 0, text.length));
  if (reason.startsWith('nesting exceeded')) {
    return {
      code: 'yaml-depth',
      path,
      ...place,
      sentence: `values are nested more than ${MAX_DEPTH} levels deep; use fewer`,
    };
  }
  return { code: 'yaml-syntax', path, ...place, sentence: `${reason}${hintFor(reason)}` };
}

const HINTS: readonly (readonly [about: RegExp, hint: string])[] = [
  [/^tab characters/, '; indent with spaces'],
  [/^bad indentation of a mapping entry/, '; align the keys, and quote a value that contains `: `'],
  [/^can not read a block mapping entry/, '; write `key: value` on every line of a mapping'],
  [/single quoted scalar/, "; close it with '"],
  [/double quoted scalar/, '; close it with "'],
  [/flow collection/, '; close it with ] or }'],
  [/^deficient indentation/, '; close the quote or bracket before it, or indent it more'],
  [/^end of the stream or a document separator/, '; a document contains one mapping'],
];

function hintFor(reason: string): string {
  return HINTS.find(([about]) => about.test(reason))?.[1] ?? '';
}
