import type { Require } from '../documents/organization.ts';
import type { BranchFacts } from './facts.ts';
import { message, messages, type Message } from '../message.ts';
import type { GateFinding, GateRule } from './rule.ts';
import { ledgerRules, mainRules } from './rules/main.ts';

/** What every run asks: no more than a token that reads the repository is told, in two calls. */
const RUN_RULES: readonly GateRule<BranchFacts>[] = [...mainRules, ...ledgerRules];

/**
 * Reports what the rules of both branches lack. Weaker than declared, or declared and not visible, means no grants. An
 * unprotected ledger is reported whatever the organization declares.
 */
export function judgeRun(facts: BranchFacts): readonly Message[] {
  const findings = judgeBy(RUN_RULES, facts);
  const unmet = findings.filter(
    ({ severity, requirement }) => severity !== 'note' && requirement !== undefined && facts.require[requirement],
  );
  return [
    ...unmet.map(({ sentence, fix, requirement }) =>
      message('gate-unmet', `${sentence} (policies/organization.yaml requires ${requirement ?? ''}); ${fix}`),
    ),
    ...messages(
      'ledger-unprotected',
      findings.filter(({ requirement }) => requirement === 'protectedLedger').map(({ sentence }) => sentence),
    ),
  ];
}

/** The findings of rules, weighed by what the organization declares: what it does not require is to be known, no more. */
export function judgeBy<Facts extends BranchFacts>(
  rules: readonly GateRule<Facts>[],
  facts: Facts,
): readonly GateFinding[] {
  return rules.flatMap((rule) => rule.judge(facts)).map((finding) => weighed(finding, facts.require));
}

function weighed(finding: GateFinding, require: Require): GateFinding {
  const { severity, requirement } = finding;
  return severity === 'weak' && requirement !== undefined && !require[requirement]
    ? { ...finding, severity: 'note' }
    : finding;
}
