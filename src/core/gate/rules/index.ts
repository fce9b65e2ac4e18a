import type { GateRule } from '../rule.ts';
import { actionsRules, organizationRules } from './actions.ts';
import { bypassRules } from './bypass.ts';
import { codeownersRules } from './codeowners.ts';
import { environmentRules } from './environment.ts';
import { federationRules } from './federation.ts';
import { ledgerRules, mainRules, mainMergeRules } from './main.ts';
import { quarantineRules } from './quarantine.ts';
import { reconcileRules, workflowRules } from './workflows.ts';

/** Every rule of the gate, by what it is about, in the order people are told. */
export const GATE_RULES: readonly { readonly heading: string; readonly rules: readonly GateRule[] }[] = [
  { heading: 'main', rules: [...mainRules, ...mainMergeRules] },
  { heading: 'the ledger', rules: ledgerRules },
  { heading: 'who is let through', rules: bypassRules },
  { heading: 'code owners', rules: codeownersRules },
  { heading: 'GitHub Actions', rules: actionsRules },
  { heading: 'every workflow', rules: workflowRules },
  { heading: 'reconcile', rules: reconcileRules },
  { heading: 'the environment', rules: environmentRules },
  { heading: 'the quarantine', rules: quarantineRules },
  { heading: 'the organization', rules: organizationRules },
  { heading: 'workload identity federation', rules: federationRules },
];
