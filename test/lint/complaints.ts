import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

// The planted files do not exist, so they belong to no TypeScript project: the rules tested here need no types.
const eslint = new ESLint({ overrideConfig: tseslint.configs.disableTypeChecked });

/** The messages of our lint about code that is planted at a path. */
export async function complaints(path: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: path });
  return (result?.messages ?? []).map(({ ruleId, message }) => `${ruleId ?? 'parse'}: ${message}`);
}
