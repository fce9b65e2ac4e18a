import { invalid } from './errors.ts';
import { compareField, containsText, operators, type Operator, type Predicate } from './log-match.ts';

/**
 * Compiles a filter in Google's Logging query language.
 * It supports comparisons of fields, `:` (has), regular expressions, bare text, `log_id(…)` and lists of values. It
 * also supports AND, OR, NOT, `-`, parentheses and comments.
 * As at Google, adjacent terms are joined by AND, and OR binds tighter than AND. Any other text is INVALID_ARGUMENT,
 * never a filter that matches by accident.
 */
export function compileFilter(text: string): Predicate {
  const reader = createReader(text);
  if (reader.atEnd()) return () => true;
  const predicate = readConjunction(reader);
  if (!reader.atEnd()) throw reader.unparseable();
  return predicate;
}

interface Reader {
  atEnd(): boolean;
  /** Reads `pattern` (sticky) if it matches here. */
  take(pattern: RegExp): string | undefined;
  peek(pattern: RegExp): boolean;
  unparseable(): Error;
}

const bareValue = /(?:\\.|[^\s()"])+/y;
const quoted = /"(?:\\.|[^"\\])*"/y;
const path =
  /(?:[A-Za-z_@][\w@/-]*|"(?:\\.|[^"\\])*")(?:\.(?:[\w@/-]+|"(?:\\.|[^"\\])*"))*(?=\s*(?:>=|<=|!=|=~|!~|=|>|<|:))/y;

function readConjunction(reader: Reader): Predicate {
  const terms = [readDisjunction(reader)];
  while (!reader.atEnd() && !reader.peek(/\)/y)) {
    reader.take(/AND\b/y);
    terms.push(readDisjunction(reader));
  }
  return (entry) => terms.every((term) => term(entry));
}

function readDisjunction(reader: Reader): Predicate {
  const terms = [readTerm(reader)];
  while (reader.take(/OR\b/y) !== undefined) terms.push(readTerm(reader));
  return (entry) => terms.some((term) => term(entry));
}

function readTerm(reader: Reader): Predicate {
  if (reader.take(/NOT\b|-(?=[A-Za-z_("@])/y) !== undefined) {
    const term = readTerm(reader);
    return (entry) => !term(entry);
  }
  if (reader.take(/\(/y) !== undefined) return readClosed(reader, readConjunction);
  if (reader.take(/log_id\s*\(/y) !== undefined) return readClosed(reader, readLogId);
  const field = reader.take(path);
  return field === undefined ? readText(reader) : readComparison(reader, splitPath(field));
}

function readClosed(reader: Reader, read: (reader: Reader) => Predicate): Predicate {
  const predicate = read(reader);
  if (reader.take(/\)/y) === undefined) throw reader.unparseable();
  return predicate;
}

function readLogId(reader: Reader): Predicate {
  const id = encodeURIComponent(readValue(reader));
  return ({ logName }) => logName.endsWith(`/logs/${id}`);
}

function readText(reader: Reader): Predicate {
  if (reader.peek(/(?:AND|OR)\b/y)) throw reader.unparseable();
  const text = readValue(reader);
  return (entry) => containsText(entry, text);
}

function readComparison(reader: Reader, field: readonly string[]): Predicate {
  const operator = operators.find((candidate) => reader.take(new RegExp(candidate, 'y')) !== undefined);
  if (operator === undefined) throw reader.unparseable();
  if (reader.take(/\(/y) === undefined) return compareField(field, operator, readValue(reader));
  return readClosed(reader, () => readValues(reader, field, operator));
}

/** Reads `field=(a OR b AND NOT c)`: the same comparison with several values. */
function readValues(reader: Reader, field: readonly string[], operator: Operator): Predicate {
  const negated = reader.take(/NOT\b/y) !== undefined;
  const first = compareField(field, operator, readValue(reader));
  const predicate: Predicate = negated ? (entry) => !first(entry) : first;
  const joint = reader.take(/(?:AND|OR)\b/y);
  if (joint === undefined) return predicate;
  const rest = readValues(reader, field, operator);
  return joint === 'AND' ? (entry) => predicate(entry) && rest(entry) : (entry) => predicate(entry) || rest(entry);
}

function readValue(reader: Reader): string {
  const text = reader.take(quoted);
  if (text !== undefined) return unquote(text);
  const bare = reader.take(bareValue);
  if (bare === undefined) throw reader.unparseable();
  return bare;
}

function splitPath(field: string): string[] {
  return [...field.matchAll(/"(?:\\.|[^"\\])*"|[^."]+/g)].map(([part]) =>
    part.startsWith('"') ? unquote(part) : part,
  );
}

function unquote(text: string): string {
  return text.slice(1, -1).replace(/\\(["\\])/g, '$1');
}

function createReader(text: string): Reader {
  let at = 0;

  function skipSpace(): void {
    const space = /(?:\s+|--[^\n]*)*/y;
    space.lastIndex = at;
    at += space.exec(text)?.[0].length ?? 0;
  }

  function match(pattern: RegExp): string | undefined {
    skipSpace();
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  }

  return {
    atEnd() {
      skipSpace();
      return at >= text.length;
    },
    peek: (pattern) => match(pattern) !== undefined,
    take(pattern) {
      const found = match(pattern);
      at += found?.length ?? 0;
      return found;
    },
    unparseable: () =>
      invalid(
        `Unparseable filter: syntax error at line 1, column ${at + 1}, near ${JSON.stringify(text.slice(at, at + 20))}`,
      ),
  };
}
