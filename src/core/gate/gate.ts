import type { Require } from '../documents/organization.ts';
import type { BranchFacts } from './facts.ts';
import { message, messages, type Message } from '../message.ts';
import type { GateFinding, GateRule } from './rule.ts';
import { ledgerRules, mainRules } from './rules/main.ts';

/** Rules of every run. A token with read access can read their facts, in two calls. */
const RUN_RULES: readonly GateRule<BranchFacts>[] = [...mainRules, ...ledgerRules];

/**
 * Reports the weaknesses of both branches. A required guard that is weak or unreadable stops all grants. An unprotected
 * ledger is always reported, even if the organization does not require protection.
 */
export function judgeRun(facts: BranchFacts): readonly Message[] {
  const findings = judgeBy(RUN_RULES, facts);
  const unmet = findings.filter(
    ({ severity, requirement }) => severity !== 'note' && requirement !== undefined && facts.require[requirement],
  );
  return [
    ...unmet.map(({ sentence, fix, requirement }) =>
      message(
        'gate-unmet',
        `${sentence} (policies/organization.yaml requires ${requirement ?? ''}, so this run only revokes); ${fix}`,
      ),
    ),
    ...messages(
      'ledger-unprotected',
      findings.filter(({ requirement }) => requirement === 'protectedLedger').map(({ sentence }) => sentence),
    ),
  ];
}

/** Returns the findings of rules. A weakness that the organization does not require to fix becomes a note. */
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
