import { forTerminal } from '../core/plain.ts';
import { renderMarkdown, renderText } from '../core/report/render.ts';
import type { Section } from '../core/report/report.ts';
import { withUnbrokenSpans, wrap } from '../core/report/wrap.ts';
import type { Terminal } from './command.ts';

/** Prints a result as one line of JSON, as Markdown, or as text that fits the terminal. */
export function present(
  { out, paint, columns }: Terminal,
  { json, markdown = false }: { readonly json: boolean; readonly markdown?: boolean },
  data: unknown,
  sections: readonly Section[],
): void {
  if (json) out(`${JSON.stringify(data)}\n`);
  else out(markdown ? renderMarkdown(sections) : renderText(sections, paint, columns));
}

/** One sentence as lines that fit `columns`. The further lines are indented by `indent` columns. */
export function sentenceLines(sentence: string, columns = Infinity, first = '', indent = 2): string {
  return wrap(withUnbrokenSpans(forTerminal(sentence)), columns, first, ' '.repeat(indent)).join('\n');
}
