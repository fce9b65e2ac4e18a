import { celEnv, isCelError, parse, plan, type CelInput } from '@bufbuild/cel';
import type { Claims } from './claims.ts';
import type { FederationFact } from './facts.ts';
import { isMapping } from './workflow.ts';

/** A parsed condition of a provider. */
export interface ProviderCondition {
  /** True if it admits a token with these claims. As at Google, a condition that fails does not admit. */
  readonly admits: (claims: Claims) => boolean;
  /** References that no mapping defines: `attribute.actor`. */
  readonly unmapped: readonly string[];
}

type Expression = ReturnType<typeof parse>;
type Expr = NonNullable<Expression['expr']>;

/**
 * Reads the output of `gcloud iam workload-identity-pools providers describe --format=json`, or a bare condition.
 * @returns a sentence about the fault if the text is neither
 */
export function readFederation(file: string, text: string): FederationFact | string {
  if (!text.trimStart().startsWith('{')) {
    const bare = { file, name: null, state: null, issuer: null, mapping: null, audiences: null };
    return { ...bare, condition: text.trim() };
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return `the file is not valid JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
  if (!isMapping(value) || !isMapping(value['oidc']))
    return 'the file is no provider: it has no `oidc`; to create it: gcloud iam workload-identity-pools providers describe PROVIDER --format=json';
  const { oidc } = value as { readonly oidc: Readonly<Record<string, unknown>> };
  const words = (field: unknown) => (typeof field === 'string' ? field : null);
  const mapping = isMapping(value['attributeMapping']) ? value['attributeMapping'] : {};
  const audiences = Array.isArray(oidc['allowedAudiences']) ? (oidc['allowedAudiences'] as readonly unknown[]) : [];
  return {
    file,
    name: words(value['name']),
    state: value['disabled'] === true ? 'DISABLED' : words(value['state']),
    issuer: words(oidc['issuerUri']),
    condition: words(value['attributeCondition'])?.trim() ?? '',
    mapping: Object.fromEntries(
      Object.entries(mapping).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    ),
    audiences: audiences.filter((audience): audience is string => typeof audience === 'string'),
  };
}

/**
 * Reads a condition as Google evaluates it: `assertion` has the claims, and the mapping makes `google` and `attribute`.
 * In a bare condition each attribute stands for the claim of its name.
 * Source: https://cloud.google.com/iam/docs/workload-identity-federation#conditions
 * @returns a sentence about the fault if the condition does not parse
 */
export function readCondition({ condition, mapping }: FederationFact): ProviderCondition | string {
  try {
    const ask = evaluator(condition === '' ? 'true' : condition);
    const mapped = Object.entries(mapping ?? {}).map(([target, expression]) => ({
      target,
      make: evaluator(expression),
    }));
    const used = condition === '' ? [] : referencesIn(parse(condition).expr);
    return {
      admits: (claims) => ask(bindingsFor(claims, mapping === null ? undefined : mapped)) === true,
      unmapped: mapping === null ? [] : used.filter((reference) => !(reference in mapping)),
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

type Evaluator = (bindings: Readonly<Record<string, CelInput>>) => unknown;

function evaluator(expression: string): Evaluator {
  const program = plan(celEnv(), parse(expression));
  return (bindings) => {
    const value = program(bindings);
    return isCelError(value) ? undefined : value;
  };
}

function bindingsFor(
  claims: Claims,
  mapped: readonly { readonly target: string; readonly make: Evaluator }[] | undefined,
): Readonly<Record<string, CelInput>> {
  if (mapped === undefined)
    return { assertion: { ...claims }, google: { subject: claims['sub'] ?? '' }, attribute: { ...claims } };
  const made: Readonly<Record<'google' | 'attribute', Record<string, CelInput>>> = { google: {}, attribute: {} };
  for (const { target, make } of mapped) {
    const [room, name] = target.split('.');
    const value = make({ assertion: { ...claims } });
    if ((room === 'google' || room === 'attribute') && name !== undefined && value !== undefined)
      made[room][name] = value as CelInput;
  }
  return { assertion: { ...claims }, ...made };
}

/** Returns every `google.…` and `attribute.…` in an expression. */
function referencesIn(expr: Expr | undefined): readonly string[] {
  const found = new Set<string>();
  visit(expr, found);
  return [...found];
}

function visit(expr: Expr | undefined, found: Set<string>): void {
  if (expr === undefined) return;
  const { exprKind } = expr;
  switch (exprKind.case) {
    case 'selectExpr': {
      const { operand, field } = exprKind.value;
      const room = operand?.exprKind.case === 'identExpr' ? operand.exprKind.value.name : undefined;
      if (room === 'google' || room === 'attribute') found.add(`${room}.${field}`);
      visit(operand, found);
      return;
    }
    case 'callExpr':
      for (const part of [exprKind.value.target, ...exprKind.value.args]) visit(part, found);
      return;
    case 'listExpr':
      for (const part of exprKind.value.elements) visit(part, found);
      return;
    case 'comprehensionExpr': {
      const { iterRange, accuInit, loopCondition, loopStep, result } = exprKind.value;
      for (const part of [iterRange, accuInit, loopCondition, loopStep, result]) visit(part, found);
      return;
    }
    default:
  }
}
