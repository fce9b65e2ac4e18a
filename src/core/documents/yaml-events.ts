import { EVENT_ID, getScalarValue, SCALAR_STYLE, type Event, type ScalarEvent } from 'js-yaml';
import { firstIssues, MAX_ISSUES, type Issue, type Place } from '../issue.ts';
import { findUnseen, indexLines, nameCodePoint, quote } from '../text.ts';

/** Places in a text, by JSON pointer. */
export interface Places {
  /** Returns the place of the value at `pointer`. If there is none, that of the nearest value around it. */
  placeOf(pointer: string): Place;
  /** Returns the place of the key at `pointer`. If the value has no key, that of the value. */
  keyPlaceOf(pointer: string): Place;
}

export interface Walked {
  readonly issues: readonly Issue[];
  readonly places: Places;
}

export const MAX_DEPTH = 16;

interface MappingFrame {
  readonly kind: 'mapping';
  readonly pointer: string;
  readonly seen: Map<string, Place>;
  /** The key whose value comes next. */
  key?: { readonly name: string; readonly offset: number };
}

interface SequenceFrame {
  readonly kind: 'sequence';
  readonly pointer: string;
  next: number;
}

type Frame = MappingFrame | SequenceFrame;
type Report = (code: string, offset: number, sentence: string) => void;

/** Keys that can change a JavaScript object's prototype when careless code copies the value. */
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);
/** Text that a YAML reader of any version may read as a number. */
const NUMBER_LIKE =
  /^[-+]?(?:0[xob][0-9a-f_]+|[0-9][0-9_]*(?:\.[0-9_]*)?(?:e[-+]?[0-9]+)?|\.[0-9_]+(?:e[-+]?[0-9]+)?|\.inf|\.nan)$/i;
const PLAIN_NUMBER = /^(?:0|-?[1-9][0-9]{0,15})(?:\.[0-9]{1,15})?$/;
const NOT_TEXT = /^(?:|~|null|true|false)$/i;

/**
 * Walks the event stream of a document once. Records the place of every value and key, and reports the parts of YAML that
 * our documents may not use.
 */
export function walkEvents(path: string, text: string, events: readonly Event[]): Walked {
  const issues: Issue[] = [];
  const lines = indexLines(text);
  const report: Report = (code, offset, sentence) => issues.push({ code, path, ...lines(offset), sentence });
  const values = new Map<string, number>();
  const keys = new Map<string, number>();
  const stack: Frame[] = [];
  let documents = 0;
  let second: number | undefined;

  for (const event of events) {
    if (issues.length > MAX_ISSUES) break;
    if (event.type === EVENT_ID.DOCUMENT) {
      documents += 1;
      if (event.directives.length > 0)
        report('yaml-directive', 0, 'directives (`%YAML`, `%TAG`) are not allowed; remove them');
    } else if (event.type === EVENT_ID.POP) {
      stack.pop();
    } else if (documents > 1) {
      second ??= startOf(text, event);
    } else {
      step(event);
    }
  }
  if (documents === 0) report('document-empty', 0, 'the document is empty; write a mapping, `key: value` on each line');
  if (documents > 1)
    report(
      'yaml-many-documents',
      second ?? text.length,
      'a second document begins here; keep one document in this file and remove the `---`',
    );
  return { issues: firstIssues(issues), places: placesOf(values, keys, lines) };

  function step(event: Exclude<Event, { type: typeof EVENT_ID.DOCUMENT | typeof EVENT_ID.POP }>): void {
    const parent = stack.at(-1);
    const offset = startOf(text, event) ?? offsetAround(parent, values);
    reportProperties(text, event, report);
    if (parent?.kind === 'mapping' && parent.key === undefined) {
      takeKey(parent, event, offset);
      return;
    }
    const pointer = nextPointer(parent);
    if (!values.has(pointer)) values.set(pointer, offset);
    if (event.type === EVENT_ID.SCALAR) reportScalar(text, event, offset, report);
    push(event, pointer);
  }

  function takeKey(parent: MappingFrame, event: Event, offset: number): void {
    if (event.type !== EVENT_ID.SCALAR) {
      if (event.type !== EVENT_ID.ALIAS)
        report('yaml-complex-key', offset, 'a list or mapping cannot be a key; write plain text');
      parent.key = { name: '', offset };
      push(event, `${parent.pointer}/`);
      return;
    }
    const name = getScalarValue(text, event);
    reportKey(parent, event, name, offset, report, lines);
    parent.key = { name, offset };
    const pointer = pointerTo(parent.pointer, name);
    if (!keys.has(pointer)) keys.set(pointer, offset);
  }

  function push(event: Event, pointer: string): void {
    if (event.type === EVENT_ID.MAPPING) stack.push({ kind: 'mapping', pointer, seen: new Map() });
    if (event.type === EVENT_ID.SEQUENCE) stack.push({ kind: 'sequence', pointer, next: 0 });
  }
}

/** Appends a key to a JSON pointer. RFC 6901 writes `~` and `/` inside a key as `~0` and `~1`. */
export function pointerTo(parent: string, key: string): string {
  return `${parent}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function nextPointer(parent: Frame | undefined): string {
  if (parent === undefined) return '';
  if (parent.kind === 'sequence') return `${parent.pointer}/${parent.next++}`;
  const pointer = pointerTo(parent.pointer, parent.key?.name ?? '');
  delete parent.key;
  return pointer;
}

/** Returns the offset for an empty value, which has none of its own. It is that of its key or its list. */
function offsetAround(parent: Frame | undefined, values: ReadonlyMap<string, number>): number {
  if (parent === undefined) return 0;
  if (parent.kind === 'mapping' && parent.key !== undefined) return parent.key.offset;
  return values.get(parent.pointer) ?? 0;
}

function startOf(text: string, event: Event): number | undefined {
  if (event.type === EVENT_ID.ALIAS) return event.anchorStart - 1;
  if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) return event.start;
  if (event.type !== EVENT_ID.SCALAR || event.valueStart < 0) return undefined;
  if (event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED)
    return event.valueStart - 1;
  return isBlock(event) ? blockStart(text, event) : event.valueStart;
}

function isBlock(event: ScalarEvent): boolean {
  return event.style === SCALAR_STYLE.LITERAL_BLOCK || event.style === SCALAR_STYLE.FOLDED_BLOCK;
}

/** Returns the offset of a block's first letter. The block's text begins with indentation. */
function blockStart(text: string, event: ScalarEvent): number {
  let offset = event.valueStart;
  while (offset < event.valueEnd && /\s/.test(text.charAt(offset))) offset += 1;
  return offset;
}

function reportProperties(text: string, event: Event, report: Report): void {
  if (event.type === EVENT_ID.ALIAS) {
    report('yaml-alias', event.anchorStart - 1, 'aliases (`*name`) are not allowed; write the value itself');
    return;
  }
  if (event.type === EVENT_ID.DOCUMENT || event.type === EVENT_ID.POP) return;
  if (event.anchorStart >= 0)
    report('yaml-anchor', event.anchorStart - 1, 'anchors (`&name`) are not allowed; remove this one');
  if (event.tagStart >= 0) {
    const tag = text.slice(event.tagStart, event.tagEnd);
    report('yaml-tag', event.tagStart, `tags are not allowed; remove ${quote(tag)}, and quote the value if it is text`);
  }
}

function reportKey(
  parent: MappingFrame,
  event: ScalarEvent,
  name: string,
  offset: number,
  report: Report,
  lines: (offset: number) => Place,
): void {
  const first = parent.seen.get(name);
  if (first === undefined) parent.seen.set(name, lines(offset));
  else report('yaml-duplicate-key', offset, `line ${first.line} already has the key ${quote(name)}; keep one of them`);

  const plain = event.style === SCALAR_STYLE.PLAIN;
  if (plain && name === '<<')
    report('yaml-merge', offset, 'merge keys (`<<`) are not allowed; write the keys themselves');
  else if (FORBIDDEN_KEYS.has(name))
    report('yaml-forbidden-key', offset, `${quote(name)} is not allowed as a key; choose another`);
  else if (plain && (NOT_TEXT.test(name) || NUMBER_LIKE.test(name))) {
    report('yaml-key-not-text', offset, `this key is not text in YAML; write it in quotes: '${name}'`);
  }
  reportEscapes(event, name, offset, report);
}

function reportScalar(text: string, event: ScalarEvent, offset: number, report: Report): void {
  const value = getScalarValue(text, event);
  if (event.style === SCALAR_STYLE.PLAIN && NUMBER_LIKE.test(value) && !isPlainNumber(value)) {
    const right = 'write plain digits, at most 9007199254740991, or quote the text';
    report('yaml-number', offset, `${quote(value)} is an ambiguous number; ${right}`);
  }
  reportEscapes(event, value, offset, report);
}

function isPlainNumber(value: string): boolean {
  return PLAIN_NUMBER.test(value) && Math.abs(Number(value)) <= Number.MAX_SAFE_INTEGER;
}

/** Reports escapes such as `"\u202e"`, which hide a character from a reader as well as the character itself. */
function reportEscapes(event: ScalarEvent, value: string, offset: number, report: Report): void {
  if (event.style !== SCALAR_STYLE.DOUBLE_QUOTED) return;
  for (const { code, codePoint, kind } of findUnseen(value).slice(0, 1)) {
    report(code, offset, `this text has an escape for ${nameCodePoint(codePoint)}, ${kind}; remove it`);
  }
}

function placesOf(
  values: ReadonlyMap<string, number>,
  keys: ReadonlyMap<string, number>,
  lines: (offset: number) => Place,
): Places {
  const placeOf = (pointer: string): Place => {
    for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
      const offset = values.get(at);
      if (offset !== undefined || at === '') return lines(offset ?? 0);
    }
  };
  const keyPlaceOf = (pointer: string): Place => {
    const offset = keys.get(pointer);
    return offset === undefined ? placeOf(pointer) : lines(offset);
  };
  return { placeOf, keyPlaceOf };
}
