import { quote } from '../../text.ts';
import { CODEOWNERS_PATHS, ownersOf, parseCodeowners, type OwnedPattern } from '../codeowners.ts';
import type { GateFacts } from '../facts.ts';
import { about, unknown, weak, type GateFinding, type GateRule } from '../rule.ts';

const RULES: readonly GateRule[] = [
  {
    id: 'codeowners-there',
    asks: 'the default branch has a readable CODEOWNERS file',
    judge: ({ codeowners, repository }) => {
      if (codeowners.value === null)
        return [
          unknown(
            'codeowners-unknown',
            codeowners.why,
            `give the token the permission "Contents: read" on ${repository.name}, then: pullcord doctor`,
          ),
        ];
      if (codeowners.value.file !== null && codeowners.value.file.text !== null) return [];
      return [
        weak(
          'codeowners-missing',
          `the branch ${repository.defaultBranch} has no readable CODEOWNERS file: no change needs a code owner's review`,
          'write two lines into .github/CODEOWNERS: `* @ORG/TEAM` and `/requests/`',
        ),
      ];
    },
  },
  {
    id: 'codeowners-all',
    asks: 'every file outside requests/ has an owner, and each new file gets one',
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
            `${file} names no owner of ${named}${more}: changes of these files need no code owner's review`,
            `begin ${file} with this line: \`* @ORG/TEAM\`. Add an owner to every line after it, except to \`/requests/\`: breaking glass and giving back need no review`,
          ),
        ];
      }),
  },
  {
    id: 'codeowners-requests',
    asks: 'requests/ has no owner, so access can be returned without a review',
    judge: (facts) =>
      withPatterns(facts, (patterns, file) =>
        ownersOf(patterns, 'requests/2026/11/a-request.yaml').length === 0
          ? []
          : [
              weak(
                'codeowners-requests-owned',
                `${file} gives requests/ an owner: returning access and breaking glass wait for a review`,
                `end ${file} with this line, without an owner: \`/requests/\``,
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
            `give the token the permission "Contents: read" on ${repository.name}, then: pullcord doctor`,
          ),
        ];
      return codeownersErrors.value.map(({ line, kind, message }) =>
        weak(
          'codeowners-error',
          `GitHub ignores line ${line} of CODEOWNERS: ${quote(kind)}: ${quote(message.split('\n')[0])}`,
          `name only teams and people with write access on line ${line}, for example: \`* @ORG/TEAM\``,
        ),
      );
    },
  },
];

/** Code owners review every file that decides about access. Requests, which only ask for it, have no owner. */
export const codeownersRules: readonly GateRule[] = RULES.map((rule) => ({
  ...rule,
  judge: (facts) => rule.judge(facts).map((finding) => about('codeOwnerReview', finding)),
}));

/** Paths of possible new files that would decide about access. */
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
