import tseslint from 'typescript-eslint';

// The dependency rule of CONTRIBUTING.md ("The house"), as patterns of import paths. A sibling (`./environment.ts`) is
// no entry, whatever its name.
const rooms = (...names) => `(?<!^\\.)/(?:${names.join('|')})(?:/|\\.ts$)`;
const entries = ['action', 'cli', 'connect', 'environment', 'command', 'demo'];
const forbid = (regex, message) => ({ regex, message });
const outside = '^(?:node:|@actions/|@octokit/|@google-cloud/|@bufbuild/|google-auth-library$|graphql$|croner$)';
// Hashing and the evaluator of conditions are calculations: they touch nothing outside.
const outsideOfCore = outside.replace('node:', 'node:(?!crypto$)').replace('@bufbuild/', '@bufbuild/(?!cel$)');

const impure = {
  'no-restricted-globals': [
    'error',
    ...[
      'process',
      'fetch',
      'setTimeout',
      'setInterval',
      'setImmediate',
      'performance',
      'crypto',
      'console',
      'Buffer',
    ].map((name) => ({
      name,
      message: 'core and flow are told the outside: take it as an argument',
    })),
  ],
  'no-restricted-syntax': [
    'error',
    { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'time is an argument' },
    { selector: "CallExpression[callee.name='Date']", message: 'time is an argument' },
    { selector: "MemberExpression[object.name='Date'][property.name='now']", message: 'time is an argument' },
    { selector: "MemberExpression[object.name='Math'][property.name='random']", message: 'randomness is an argument' },
    { selector: "MemberExpression[object.name='globalThis']", message: 'the outside is an argument' },
    { selector: 'ImportExpression', message: 'no dynamic import in core and flow: entries compose' },
  ],
};

const imports = (patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });

const timeless = 'a machine may be busy: no test measures time; bench/ does';
const wallClock = "CallExpression[callee.object.name='Date'][callee.property.name='now']";
const wallDate = "NewExpression[callee.name='Date'][arguments.length=0]";
const unmeasured = {
  'no-restricted-globals': ['error', { name: 'performance', message: timeless }],
  'no-restricted-imports': [
    'error',
    {
      paths: [
        { name: 'node:perf_hooks', message: timeless },
        { name: 'node:process', importNames: ['hrtime'], message: timeless },
      ],
    },
  ],
  'no-restricted-syntax': [
    'error',
    ...[
      "MemberExpression[property.name='hrtime']",
      "BinaryExpression[operator='-'] > :matches(" + wallClock + ', ' + wallDate + ')',
      "BinaryExpression[operator='-'] > CallExpression > MemberExpression > " + wallDate,
      "CallExpression[callee.name='expect'] :matches(" + wallClock + ', ' + wallDate + ')',
    ].map((selector) => ({ selector, message: timeless })),
  ],
};

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/', '.cache/', 'src/core/*/schema/validators.js'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  { files: ['**/*.js', '**/*.mjs'], extends: [tseslint.configs.disableTypeChecked] },
  {
    files: ['src/core/**/*.ts'],
    rules: {
      ...impure,
      ...imports([
        forbid(
          outsideOfCore,
          'core is pure: of packages only js-yaml, ajv, canonicalize, re2js, @bufbuild/cel, wrap-ansi, string-width, hashing and verifying',
        ),
        // What is hashed or verified follows from its arguments; what is generated or signed does not.
        {
          regex: '^node:crypto$',
          allowImportNames: ['createHash', 'hash', 'createPublicKey', 'verify', 'KeyObject'],
          message: 'core hashes and verifies: keys and chance are an argument',
        },
        forbid(rooms('edge', 'flow', 'sandbox', ...entries), 'core imports core'),
      ]),
    },
  },
  {
    files: ['src/flow/**/*.ts'],
    rules: {
      ...impure,
      ...imports([
        forbid(outside, 'a flow reaches the outside through the interfaces of core/ports.ts'),
        forbid(rooms('edge', 'sandbox', ...entries), 'flow imports core and flow'),
      ]),
    },
  },
  {
    files: ['src/edge/**/*.ts'],
    rules: imports([forbid(rooms('flow', 'sandbox', ...entries), 'edge imports core')]),
  },
  // What is printed for people, and what the bench measures with, is no assertion.
  {
    files: ['test/**/*.ts'],
    ignores: ['test/simulation/{main,crashes,hunt}.ts', 'test/support/long-history.ts'],
    rules: unmeasured,
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/action.ts', 'src/core/**', 'src/flow/**', 'src/edge/**'],
    rules: imports([forbid('^@actions/core$', 'action.ts alone speaks to the runner')]),
  },
);
