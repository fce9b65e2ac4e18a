// The options of the command line. They stand here, and not in src/, so that the launcher knows them before anything is
// built.

/** @satisfies {import('node:util').ParseArgsConfig['options']} */
export const OPTIONS = /** @type {const} */ ({
  help: { type: 'boolean', short: 'h', default: false },
  version: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  ledger: { type: 'boolean', default: false },
  from: { type: 'string' },
  federation: { type: 'string' },
  'ledger-key': { type: 'boolean', default: false },
  'sign-ledger': { type: 'boolean', default: false },
  kms: { type: 'string' },
  to: { type: 'string' },
  since: { type: 'string' },
  until: { type: 'string' },
  person: { type: 'string' },
  resource: { type: 'string' },
  format: { type: 'string' },
  bom: { type: 'boolean', default: false },
  markdown: { type: 'boolean', default: false },
  why: { type: 'string' },
  lift: { type: 'string' },
  key: { type: 'string', multiple: true },
  anchors: { type: 'string', multiple: true },
  checkpoint: { type: 'string', multiple: true },
  'audit-log': { type: 'string', multiple: true },
  proof: { type: 'string' },
  out: { type: 'string' },
});
