import { quote } from '../../text.ts';
import { CODEOWNERS_PATHS, ownersOf, parseCodeowners, type OwnedPattern } from '../codeowners.ts';
import type { GateFacts } from '../facts.ts';
import { about, unknown, weak, type GateFinding, type GateRule } from '../rule.ts';

const RULES: readonly GateRule[] = [
  {
    id: 'codeowners-there',
    asks: 'there is a CODEOWNERS file that can be read',
    judge: ({ codeowners, repository }) => {
      if (codeowners.value === null)
        return [unknown('codeowners-unknown', codeowners.why, `let the token read the contents of ${repository.name}`)];
      if (codeowners.value.file !== null && codeowners.value.file.text !== null) return [];
      return [
        weak(
          'codeowners-missing',
          `there is no readable CODEOWNERS file on ${repository.defaultBranch}, so nobody has to review anything`,
          'add .github/CODEOWNERS with two lines: `* @ORG/TEAM` and `/requests/`',
        ),
      ];
    },
  },
  {
    id: 'codeowners-all',
    asks: 'every file outside requests/ has an owner, those to come included',
    judge: (facts) =>
      withPatterns(facts, (patterns, file) => {
        const present = (facts.paths.value ?? []).filter((path) => !path.startsWith('requests/'));
        const open = [...new Set([...present, ...TO_COME])].filter((path) => ownersOf(patterns, path).length === 0);
        if (open.length === 0) return [];
        const named = open.slice(0, 5).map(quote).join(', ');
        const more = open.length > 5 ? `, and ${open.length - 5} more` : '';
        return [
          weak(
            'codeowners-unowned',
            `${file} gives these to nobody, so nobody has to review them: ${named}${more}`,
            `begin ${file} with the line \`* @ORG/TEAM\`, and let no later line but \`/requests/\` go without owners`,
          ),
        ];
      }),
  },
  {
    id: 'codeowners-requests',
    asks: 'nobody owns requests/, so that giving back waits for nobody',
    judge: (facts) =>
      withPatterns(facts, (patterns, file) =>
        ownersOf(patterns, 'requests/2026/11/a-request.yaml').length === 0
          ? []
          : [
              weak(
                'codeowners-requests-owned',
                `${file} gives requests/ an owner: giving access back and breaking glass wait for a review`,
                `end ${file} with the line \`/requests/\`, without owners`,
              ),
            ],
      ),
  },
  {
    id: 'codeowners-valid',
    asks: 'GitHub finds no error in CODEOWNERS',
    judge: ({ codeowners, codeownersErrors, repository }) => {
      if (codeowners.value?.file == null) return [];
      if (codeownersErrors.value === null)
        return [
          unknown(
            'codeowners-errors-unknown',
            codeownersErrors.why,
            `look for yourself: gh api repos/${repository.name}/codeowners/errors`,
          ),
        ];
      return codeownersErrors.value.map(({ line, kind, message }) =>
        weak(
          'codeowners-error',
          `line ${line} of CODEOWNERS counts for nothing: ${quote(kind)}: ${quote(message.split('\n')[0])}`,
          'name teams that exist, are visible and may write, and people who may write',
        ),
      );
    },
  },
];

/** What is decided here is somebody's to review; what only asks is nobody's. */
export const codeownersRules: readonly GateRule[] = RULES.map((rule) => ({
  ...rule,
  judge: (facts) => rule.judge(facts).map((finding) => about('codeOwnerReview', finding)),
}));

/** Where somebody may add a file tomorrow that decides who gets what. */
const TO_COME = [
  ...CODEOWNERS_PATHS,
  'policies/new.yaml',
  'policies/organization.yaml',
  '.github/workflows/new.yml',
  '.github/actions/new/action.yml',
  'new-at-the-top',
];

function withPatterns(
  { codeowners }: GateFacts,
  judge: (patterns: readonly OwnedPattern[], file: string) => readonly GateFinding[],
): readonly GateFinding[] {
  const file = codeowners.value?.file;
  return file == null || file.text === null ? [] : judge(parseCodeowners(file.text), file.path);
}
