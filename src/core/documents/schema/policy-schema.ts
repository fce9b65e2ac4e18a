import { Ajv2020 } from 'ajv/dist/2020.js';
import { compilePattern } from '../pattern.ts';
import type { RuleCheck, RuleCompiler } from '../request.ts';

/**
 * Compiles a policy's own `request` rule (JSON Schema 2020-12, the keywords `policies/schema/policy.schema.json`
 * lists: no `$ref`, no `$data`). Patterns run on a linear-time engine. Importing this module loads Ajv, which takes
 * about 95 ms: only paths that judge requests do.
 *
 * @throws Error if the rule did not come from `parsePolicy`.
 */
export const compileRule: RuleCompiler = (rule) => {
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    messages: false,
    strict: true,
    // A rule narrows our own schema, which has said the types already.
    strictTypes: false,
    strictRequired: false,
    // The schema of policies has judged the rule.
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

/** Ajv would print `code` into generated modules; nothing is generated here. */
const linearPattern = Object.assign((pattern: string) => compilePattern(pattern), { code: 'compilePattern' });
