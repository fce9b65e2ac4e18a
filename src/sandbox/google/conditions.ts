import {
  celEnv,
  celMethod,
  CelScalar,
  isCelError,
  listType,
  mapType,
  parse,
  plan,
  run,
  type CelInput,
} from '@bufbuild/cel';
import { invalid } from './errors.ts';

/** The facts that a condition may use about one attempted use of a permission. */
export interface Circumstances {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly resource: { readonly name: string; readonly type: string; readonly service: string };
  /** The roles that a setIamPolicy call changes. Conditions use them to limit a granter's grants. */
  readonly modifiedRoles?: readonly string[];
}

type Expr = ReturnType<typeof parse>['expr'];

/** The functions of CEL that IAM conditions know. All others, above all macros, are undeclared there. */
const functions: ReadonlySet<string> = new Set([
  ...['_&&_', '_||_', '!_', '_==_', '_!=_', '_<_', '_<=_', '_>_', '_>=_', '_+_', '_-_', '@in', '_?_:_'],
  ...['timestamp', 'duration', 'startsWith', 'endsWith', 'extract', 'getAttribute', 'hasOnly'],
  ...[
    'getFullYear',
    'getMonth',
    'getDate',
    'getDayOfMonth',
    'getDayOfWeek',
    'getDayOfYear',
    'getHours',
    'getMinutes',
    'getSeconds',
    'getMilliseconds',
  ],
]);

const attributes: ReadonlySet<string> = new Set([
  ...[
    'request.time',
    'request.path',
    'request.host',
    'request.auth.access_levels',
    'destination.ip',
    'destination.port',
  ],
  ...['resource.name', 'resource.type', 'resource.service', 'api'],
]);

const logicalOperators: ReadonlySet<string> = new Set(['_&&_', '_||_', '!_']);
const maximumLogicalOperators = 12;
const strings = listType(CelScalar.STRING);

const environment = celEnv({
  funcs: [
    celMethod('hasOnly', listType(CelScalar.DYN), [listType(CelScalar.DYN)], CelScalar.BOOL, function (allowed) {
      const names = new Set(allowed);
      return [...this].every((name) => names.has(name));
    }),
    celMethod(
      'getAttribute',
      mapType(CelScalar.STRING, strings),
      [CelScalar.STRING, CelScalar.DYN],
      CelScalar.DYN,
      function (name, absent) {
        return this.get(name) ?? absent;
      },
    ),
    celMethod('extract', CelScalar.STRING, [CelScalar.STRING], CelScalar.STRING, function (template) {
      return extract(this, template);
    }),
  ],
});

/**
 * Refuses an expression that IAM would not accept. It must be CEL in IAM's restricted dialect, boolean, and have at
 * most 12 logical operators. Every operand of a logical operator is evaluated once on a sample, so that a short circuit
 * hides no mistake.
 */
export function assertCondition(expression: string): void {
  const expr = parseExpression(expression);
  assertDialect(expr);
  if (countLogicalOperators(expr) > maximumLogicalOperators) {
    throw invalid(`The condition has more than ${maximumLogicalOperators} logical operators.`);
  }
  const sample = bindings({ at: 0, resource: { name: 'projects/p/x/y', type: 'service/Type', service: 'service' } });
  for (const operand of operands(expr)) {
    const value = plan(environment, operand)(sample);
    if (isCelError(value)) throw compilationFailed(value.message);
    if (typeof value !== 'boolean') throw compilationFailed('expected type bool');
  }
}

/**
 * Returns true if the condition holds. An error in the evaluation is returned as a sentence, and means that it does not
 * hold.
 */
export function evaluateCondition(expression: string, circumstances: Circumstances): boolean | string {
  const value = plan(environment, parseExpression(expression))(bindings(circumstances));
  return isCelError(value) ? value.message : value === true;
}

function bindings({ at, resource, modifiedRoles }: Circumstances): Record<string, CelInput> {
  const granting: [string, string[]][] =
    modifiedRoles === undefined ? [] : [['iam.googleapis.com/modifiedGrantsByRole', [...modifiedRoles]]];
  return {
    request: { time: instant(at), path: '', host: '', auth: { access_levels: [] } },
    destination: { ip: '', port: 0n },
    resource: { ...resource },
    api: new Map(granting),
  };
}

/** CEL creates its own timestamps here, which avoids a dependency on its protobuf runtime. */
function instant(at: number): CelInput {
  return run('timestamp(text)', { text: new Date(at).toISOString() }) as CelInput;
}

function parseExpression(expression: string): Expr {
  try {
    return parse(expression).expr;
  } catch (error) {
    throw compilationFailed(error instanceof Error ? error.message : 'syntax error');
  }
}

function assertDialect(expr: Expr): void {
  const { exprKind } = expr;
  switch (exprKind.case) {
    case 'constExpr':
      return;
    case 'identExpr':
    case 'selectExpr': {
      const path = pathOf(expr);
      if (!attributes.has(path)) throw compilationFailed(`undeclared reference to '${path}'`);
      return;
    }
    case 'callExpr': {
      const { function: name, target, args } = exprKind.value;
      if (!functions.has(name)) throw compilationFailed(`undeclared reference to '${name}'`);
      for (const part of target === undefined ? args : [target, ...args]) assertDialect(part);
      return;
    }
    case 'listExpr':
      exprKind.value.elements.forEach(assertDialect);
      return;
    case 'comprehensionExpr':
      throw compilationFailed("undeclared reference to '@not_strictly_false'");
    case 'structExpr':
    case undefined:
      throw compilationFailed('a condition cannot create messages or maps');
  }
}

function pathOf(expr: Expr): string {
  const { exprKind } = expr;
  if (exprKind.case === 'identExpr') return exprKind.value.name;
  if (exprKind.case !== 'selectExpr' || exprKind.value.operand === undefined || exprKind.value.testOnly) return 'has';
  return `${pathOf(exprKind.value.operand)}.${exprKind.value.field}`;
}

function countLogicalOperators(expr: Expr): number {
  const { exprKind } = expr;
  if (exprKind.case === 'listExpr') return sum(exprKind.value.elements);
  if (exprKind.case !== 'callExpr') return 0;
  const { function: name, target, args } = exprKind.value;
  return (logicalOperators.has(name) ? 1 : 0) + sum(target === undefined ? args : [target, ...args]);
}

function sum(parts: readonly Expr[]): number {
  return parts.reduce((total, part) => total + countLogicalOperators(part), 0);
}

function operands(expr: Expr): Expr[] {
  const { exprKind } = expr;
  if (exprKind.case !== 'callExpr' || !logicalOperators.has(exprKind.value.function)) return [expr];
  return exprKind.value.args.flatMap(operands);
}

/**
 * Returns the text between the parts before and after the braces: `"a/b/c".extract("a/{x}/")` is `b`. Empty if it does
 * not match.
 */
function extract(text: string, template: string): string {
  const match = /^(?<before>[^{]*)\{\w+\}(?<after>.*)$/s.exec(template);
  const { before = '', after = '' } = match?.groups ?? {};
  const start = text.indexOf(before);
  if (match === null || start < 0) return '';
  const from = start + before.length;
  const end = after === '' ? text.length : text.indexOf(after, from);
  return end < 0 ? '' : text.slice(from, end);
}

function compilationFailed(why: string) {
  return invalid(`LintValidationUnits/ConditionCompileCheck Error: Expression compilation failed with error: ${why}`);
}
