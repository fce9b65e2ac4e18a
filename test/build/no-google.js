// Loaded with --import: makes any attempt to load a Google client fail, whether by its name or by a chunk of the bundle that
// holds some of it, as the account beside the program says.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const GOOGLE = /(?:^|node_modules\/)(?:@google|googleapis|google-)/;
const folder = dirname(process.argv[1]);
const { outputs } = JSON.parse(readFileSync(join(folder, 'meta.json'), 'utf8'));

registerHooks({
  resolve(specifier, context, next) {
    if (GOOGLE.test(specifier)) throw new Error(`loads a Google client: ${specifier}`);
    const resolved = next(specifier, context);
    if (resolved.url.startsWith('file:')) {
      const output = outputs[relative(folder, fileURLToPath(resolved.url)).split(sep).join('/')];
      const found = Object.keys(output?.inputs ?? {}).find((path) => GOOGLE.test(path));
      if (found !== undefined) throw new Error(`loads a Google client: ${found}`);
    }
    return resolved;
  },
});
