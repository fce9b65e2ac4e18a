import { celEnv, isCelError, parse, plan, type CelInput } from '@bufbuild/cel';
import type { Claims } from './claims.ts';
import type { FederationFact } from './facts.ts';
import { isMapping } from './workflow.ts';

/** A provider's condition, ready to be asked. */
export interface ProviderCondition {
  /** Whether it lets in who carries these claims; a condition that fails on them, as Google has it, does not. */
  readonly admits: (claims: Claims) => boolean;
  /** What it refers to that no mapping makes: `attribute.actor`. */
  readonly unmapped: readonly string[];
}

type Expression = ReturnType<typeof parse>;
type Expr = NonNullable<Expression['expr']>;

/**
 * Reads what `gcloud iam workload-identity-pools providers describe --format=json` printed, or a bare condition.
 * @returns what is wrong with the text, as a sentence, if it is neither
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
    return `it is no JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
  if (!isMapping(value) || !isMapping(value['oidc']))
    return 'it is no OpenID Connect provider: there is no `oidc` in it; write what `gcloud iam workload-identity-pools providers describe PROVIDER --format=json` prints';
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
 * The condition as Google evaluates it: over `assertion`, the claims, and over `google` and `attribute`, made by the
 * mapping. Of a bare condition, each attribute is taken for the claim of its name.
 * Source: https://cloud.google.com/iam/docs/workload-identity-federation#conditions
 * @returns why it is no condition, as a sentence, if it does not parse
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

/** Every `google.…` and `attribute.…` in an expression. */
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
