import ts from 'typescript';

/** A file's path from the repository's root, and its text. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** One sentence that people read, and the line it begins on. */
export interface Sentence {
  readonly line: number;
  readonly text: string;
}

/** A sentence that may stay against the rules, and the reason. */
export interface Allowed {
  readonly path: string;
  readonly sentence: string;
  readonly reason: string;
}

/** The most words of a sentence. */
export const MOST_WORDS = 20;

/**
 * Openings that make a reader wait for the subject: relative clauses, noun clauses, and the prepositions that put an
 * object first.
 */
const OPENING =
  /^(?:(?:what|whether|who|whom|whose|how|where|which|whoever|whatever|whichever|wherever|of|to|with)\s+[a-z`…]|that (?:an?|the|its?|they|there|he|no|nobody|somebody)\s)/i;

/** Private words for technical things, and words that only translations use. */
const BANNED = new RegExp(
  `\\b(?:${[
    'tells?|told|telling',
    "(?:nobody|somebody|anybody|everybody)(?:'|’)s",
    'as it is',
    'what is over',
    '(?:takes?|taken|taking|took) away',
    'for want of|lest|thereof|whereof|wherefrom|shall|befell',
    'mend(?:s|ed|ing)?',
  ].join('|')})\\b`,
  'i',
);

/** Every rule that a sentence breaks, in words. */
function faultsOf(sentence: string): readonly string[] {
  const banned = BANNED.exec(sentence)?.[0];
  const words = sentence.split(' ').length;
  return [
    ...(OPENING.test(sentence) && !sentence.endsWith('?') ? ['opens with a clause or a preposition'] : []),
    ...(banned === undefined ? [] : [`uses "${banned}"`]),
    ...(words > MOST_WORDS ? [`has ${words} words; at most ${MOST_WORDS}`] : []),
  ];
}

/** `path:line: fault: sentence` for each fault, and each entry of the list that allows nothing. */
export function proseFaults(sources: readonly Source[], allowed: readonly Allowed[] = []): readonly string[] {
  const used = new Set<Allowed>();
  const faults = sources.flatMap((source) =>
    sentencesOf(source).flatMap(({ line, text }) => {
      const found = faultsOf(text);
      const entry = allowed.find(({ path, sentence }) => path === source.path && sentence === text);
      if (found.length === 0) return [];
      if (entry === undefined) return found.map((fault) => `${source.path}:${line}: ${fault}: ${text}`);
      used.add(entry);
      return [];
    }),
  );
  const idle = allowed.filter((entry) => !used.has(entry));
  return [...faults, ...idle.map(({ path, sentence }) => `${path}: allowed and not there, or no fault: ${sentence}`)];
}

/** The sentences of one file, by its kind. */
export function sentencesOf(source: Source): readonly Sentence[] {
  if (/\.[jt]s$/.test(source.path)) return sentencesOfCode(source);
  if (source.path.endsWith('.md')) return sentencesOfMarkdown(source.text);
  if (source.path.endsWith('.json')) return sentencesOfSchema(source.text);
  return sentencesOfHashComments(source.text);
}

/** Sentences of comments and messages in TypeScript or JavaScript. */
function sentencesOfCode({ path, text }: Source): readonly Sentence[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const lineAt = (position: number) => file.getLineAndCharacterOfPosition(position).line + 1;
  const comments = commentsOf(text, file).flatMap(({ start, body }) => sentencesIn(body, lineAt(start)));
  return [...comments, ...messagesIn(file).flatMap(({ start, body }) => sentencesIn(body, lineAt(start)))];
}

interface Passage {
  readonly start: number;
  readonly body: string;
}

/** Every comment once; neighbouring `//` lines are one. */
function commentsOf(text: string, file: ts.SourceFile): readonly Passage[] {
  const ranges = new Map<number, number>();
  const visit = (node: ts.Node): void => {
    for (const range of [
      ...(ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []),
      ...(ts.getTrailingCommentRanges(text, node.getEnd()) ?? []),
    ])
      ranges.set(range.pos, range.end);
    for (const child of node.getChildren(file)) visit(child);
  };
  visit(file);
  const passages: { start: number; end: number; body: string }[] = [];
  for (const [start, end] of [...ranges].toSorted(([a], [b]) => a - b)) {
    const raw = text.slice(start, end);
    const last = passages.at(-1);
    if (raw.startsWith('//') && last?.body.startsWith('//') && /^\r?\n[ \t]*$/.test(text.slice(last.end, start))) {
      last.body += `\n${raw}`;
      last.end = end;
    } else passages.push({ start, end, body: raw });
  }
  return passages.map(({ start, body }) => ({ start, body: bare(body) }));
}

/** A comment without its marks, line by line. */
function bare(comment: string): string {
  return comment
    .replace(/^\/\*+|\*+\/$/g, '')
    .split('\n')
    .map((line) => line.replace(/^\s*(?:\/\/+|\*)?\s?/, '').trimEnd())
    .join('\n');
}

/** Strings in another language than English: GraphQL, CEL, shell, regular expressions, HTML. */
const CODE = /[{}]|&&|\|\||\(\?|<\/|^\s*[-(]/;

/** Strings with at least three words, of which one has a space on both sides. Gaps of a template become `…`. */
function messagesIn(file: ts.SourceFile): readonly Passage[] {
  const found: Passage[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) add(node, node.text);
    else if (ts.isTemplateExpression(node)) {
      add(node, node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join(''));
      for (const span of node.templateSpans) visit(span.expression);
      return;
    }
    ts.forEachChild(node, visit);
  };
  const add = (node: ts.Node, body: string) => {
    if (/\S\s+[a-z]\S*\s+\S/i.test(body) && !CODE.test(body) && !ts.isImportDeclaration(node.parent))
      found.push({ start: node.getStart(file), body });
  };
  visit(file);
  return found;
}

/** Splits at the ends of sentences, at blank lines and at items of lists. */
function sentencesIn(body: string, firstLine: number): readonly Sentence[] {
  const breaks = /(?<=[.?!][)`'"*_]{0,2})\s+(?=\S)|\n(?=\s*(?:\n|[-*]\s|\d+\.\s|@\w|\|))/g;
  const starts = [0, ...[...body.matchAll(breaks)].map(({ index, 0: { length } }) => index + length)];
  return starts.flatMap((start, at) => {
    const part = body.slice(start, starts[at + 1]);
    const text = part
      .replace(/\s+/g, ' ')
      .trim()
      .replace(/^[-*|>] /, '');
    const blankLines = (/^\s*/.exec(part)?.[0] ?? '').split('\n').length - 1;
    const line = firstLine + body.slice(0, start).split('\n').length - 1 + blankLines;
    return text === '' ? [] : [{ line, text }];
  });
}

/** Paragraphs, items and cells. Code, addresses of links and front matter are left out. */
function sentencesOfMarkdown(text: string): readonly Sentence[] {
  const prose = text
    .replace(/^```[^]*?^```$/gm, blank)
    .replace(/^<!--[^]*?-->$/gm, blank)
    .replace(/\]\([^)\n]*\)/g, ']')
    .replace(/^(#+ .*|\|[-| :]+\|)$/gm, blank)
    .replace(/^\|(.*)\|$/gm, (row) => row.replace(/ \| /g, '. '));
  return sentencesIn(prose, 1);
}

/** Titles and descriptions of a JSON Schema. */
function sentencesOfSchema(text: string): readonly Sentence[] {
  return text.split('\n').flatMap((line, index) => {
    const words = /^\s*"(?:title|description|\$comment|errorMessage)": "(.*)",?$/.exec(line)?.[1];
    return words === undefined ? [] : sentencesIn(words, index + 1);
  });
}

/** Comments of YAML and shell, and descriptions of an action. */
function sentencesOfHashComments(text: string): readonly Sentence[] {
  let block = -1;
  const prose = text.split('\n').map((line) => {
    const indent = line.search(/\S/);
    if (block >= 0 && indent > block) return line.trim();
    const [, before = '', words = ''] = /^(\s*)description: (.*)$/.exec(line) ?? [];
    block = /^[>|]/.test(words) ? before.length : -1;
    if (block >= 0) return '';
    return words === '' ? (/(?:^|\s)#(?!!| yaml-language-server)\s?(.*)$/.exec(line)?.[1] ?? '') : unquoted(words);
  });
  return sentencesIn(prose.join('\n'), 1);
}

function unquoted(scalar: string): string {
  return scalar.replace(/^(['"])(.*)\1$/, '$2');
}

function blank(passage: string): string {
  return passage.replace(/[^\n]/g, '');
}
