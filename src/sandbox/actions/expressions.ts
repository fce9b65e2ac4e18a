import { data, Evaluator, Lexer, Parser, type Expr } from '@actions/expressions';
import type { FunctionDefinition } from '@actions/expressions/funcs/info';
import { truthy } from '@actions/expressions/result';

/** A `${{ }}` expression of the workflow file, without the braces. */
export interface Expression {
  readonly expression: string;
}

/** The value of a workflow key before evaluation. Mappings are maps, so that no key can look like an expression. */
export type Template =
  string | number | boolean | null | Expression | readonly Template[] | ReadonlyMap<string, Template>;

/** The contexts of an expression: `github`, `env`, `vars`, … Values are limited to those of JSON. */
export type Contexts = Readonly<Record<string, unknown>>;

/** The answers of the status functions at this point of the run. A skipped need is neither a success nor a failure. */
export interface Status {
  readonly success: boolean;
  readonly failure: boolean;
  readonly cancelled: boolean;
}

export const allWell: Status = { success: true, failure: false, cancelled: false };

/**
 * Evaluates an `if:` with GitHub's own evaluator and its rules of truth.
 * @throws Error if the expression does not parse, or names an unknown context or function
 */
export function holds(condition: string, contexts: Contexts, status: Status): boolean {
  return truthy(evaluate(condition, contexts, status));
}

/** Returns the text of a scalar template, as GitHub puts it into `env`, `with` and `run`. */
export function renderText(template: Template, contexts: Contexts): string {
  if (isExpression(template)) return evaluate(template.expression, contexts, allWell).coerceString();
  if (template === null) return '';
  if (typeof template === 'object') throw new Error('expected one value, not a list or a mapping');
  return String(template);
}

/** Returns the texts of a mapping of scalars (`env`, `with`, `outputs`). An absent mapping is empty. */
export function renderTexts(template: Template | undefined, contexts: Contexts): Record<string, string> {
  if (template === undefined || template === null) return {};
  if (!isMapping(template)) throw new Error('expected a mapping of names to values');
  return Object.fromEntries([...template].map(([name, value]) => [name, renderText(value, contexts)]));
}

/** Returns true if a template is an expression, which is not evaluated yet. */
export function isExpression(template: Template | undefined): template is Expression {
  return typeof template === 'object' && template !== null && 'expression' in template;
}

export function isMapping(template: Template | undefined): template is ReadonlyMap<string, Template> {
  return template instanceof Map;
}

function evaluate(source: string, contexts: Contexts, status: Status): data.ExpressionData {
  const functions = statusFunctions(status);
  const tree = parse(source, Object.keys(contexts), functions);
  return new Evaluator(tree, toDictionary(contexts), new Map(functions.map((each) => [each.name, each]))).evaluate();
}

function parse(source: string, names: string[], functions: FunctionDefinition[]): Expr {
  try {
    return new Parser(new Lexer(source).lex().tokens, names, functions).parse();
  } catch (error) {
    throw new Error(`cannot read the expression \`${source}\`: ${String(error)}`, { cause: error });
  }
}

function statusFunctions(status: Status): FunctionDefinition[] {
  return Object.entries({ always: true, ...status }).map(([name, answer]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(answer),
  }));
}

function toDictionary(contexts: Contexts): data.Dictionary {
  return JSON.parse(JSON.stringify(contexts), data.reviver) as data.Dictionary;
}
