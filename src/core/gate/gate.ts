import type { Require } from '../documents/organization.ts';
import type { BranchFacts } from './facts.ts';
import type { Finding, GateRule } from './rule.ts';
import { ledgerRules, mainRules } from './rules/main.ts';

/** What every run asks: no more than a token that reads the repository is told, in two calls. */
const RUN_RULES: readonly GateRule<BranchFacts>[] = [...mainRules, ...ledgerRules];

/** What the rules of two branches mean for a run. */
export interface GateOfRun {
  /** Why nothing may be granted, in sentences with what would be right. */
  readonly noGrants: readonly string[];
  /** What every run has to say all the same. */
  readonly notes: readonly string[];
}

/** Less than declared, or declared and not to be seen, is no grants. An unprotected ledger is told whatever is declared. */
export function judgeRun(facts: BranchFacts): GateOfRun {
  const findings = judgeBy(RUN_RULES, facts);
  return {
    noGrants: findings
      .filter(
        ({ severity, requirement }) => severity !== 'note' && requirement !== undefined && facts.require[requirement],
      )
      .map(
        ({ sentence, fix, requirement }) =>
          `${sentence} (policies/organization.yaml requires ${requirement ?? ''}); ${fix}`,
      ),
    notes: findings.filter(({ requirement }) => requirement === 'protectedLedger').map(({ sentence }) => sentence),
  };
}

/** The findings of rules, weighed by what the organization declares: what it does not require is to be known, no more. */
export function judgeBy<Facts extends BranchFacts>(
  rules: readonly GateRule<Facts>[],
  facts: Facts,
): readonly Finding[] {
  return rules.flatMap((rule) => rule.judge(facts)).map((finding) => weighed(finding, facts.require));
}

function weighed(finding: Finding, require: Require): Finding {
  const { severity, requirement } = finding;
  return severity === 'weak' && requirement !== undefined && !require[requirement]
    ? { ...finding, severity: 'note' }
    : finding;
}
