import type { GateRule } from '../rule.ts';
import { actionsRules, organizationRules } from './actions.ts';
import { bypassRules } from './bypass.ts';
import { codeownersRules } from './codeowners.ts';
import { environmentRules } from './environment.ts';
import { federationRules } from './federation.ts';
import { ledgerRules, mainRules, mainMergeRules } from './main.ts';
import { quarantineRules } from './quarantine.ts';
import { reconcileRules, workflowRules } from './workflows.ts';

/** Every rule of the gate by subject, in the order of the report. */
export const GATE_RULES: readonly { readonly heading: string; readonly rules: readonly GateRule[] }[] = [
  { heading: 'the default branch', rules: [...mainRules, ...mainMergeRules] },
  { heading: 'the ledger', rules: ledgerRules },
  { heading: 'bypass lists', rules: bypassRules },
  { heading: 'code owners', rules: codeownersRules },
  { heading: 'GitHub Actions', rules: actionsRules },
  { heading: 'every workflow', rules: workflowRules },
  { heading: 'reconcile', rules: reconcileRules },
  { heading: 'the environment', rules: environmentRules },
  { heading: 'the quarantine', rules: quarantineRules },
  { heading: 'the organization', rules: organizationRules },
  { heading: 'workload identity federation', rules: federationRules },
];
