import { Ajv2020 } from 'ajv/dist/2020.js';
import { compilePattern } from '../pattern.ts';
import type { RuleCheck, RuleCompiler } from '../request.ts';

/**
 * Compiles a policy's own `request` rule. The rule is JSON Schema 2020-12 with the keywords in
 * `policies/schema/policy.schema.json`, without `$ref` and `$data`. Patterns run on a linear-time engine. The import of
 * this module loads Ajv, which takes about 95 ms, so only code that judges requests imports it.
 *
 * @throws Error if the rule does not come from `parsePolicy`.
 */
export const compileRule: RuleCompiler = (rule) => {
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    messages: false,
    strict: true,
    // Our own schema has already checked the types.
    strictTypes: false,
    strictRequired: false,
    // The schema of policies has already checked the rule.
    meta: false,
    validateSchema: false,
    addUsedSchema: false,
    validateFormats: false,
    code: { regExp: linearPattern },
  });
  const validate = ajv.compile(rule);
  const check: RuleCheck = (value) => (validate(value) ? [] : (validate.errors ?? []));
  return check;
};

/** Ajv writes `code` into generated modules. This module generates none. */
const linearPattern = Object.assign((pattern: string) => compilePattern(pattern), { code: 'compilePattern' });
