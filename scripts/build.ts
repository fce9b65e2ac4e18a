import { fileURLToPath } from 'node:url';
import { bundle } from './build/bundle.ts';
import { forbiddenIn } from './build/graph.ts';
import { licencesOf } from './build/licences.ts';
import { sizesOf } from './build/sizes.ts';
import { writeFolder } from './build/write.ts';

/** Modules that an entry must not load at its start, before it reads its command: Google's clients and the sandbox. */
const STARTUP_FORBIDS = [
  { what: 'a Google client', pattern: /(?:^|node_modules\/)(?:@google|googleapis|google-)/ },
  { what: 'the sandbox', pattern: /(?:^|\/)src\/sandbox\// },
];

export interface BuildOptions {
  /** The project's folder, absolute. */
  readonly root: string;
  /** Output name to source file, relative to `root`. */
  readonly entries: Readonly<Record<string, string>>;
  /** Absolute path. The build removes all other files in it. */
  readonly outdir: string;
}

/**
 * Bundles the entries, with a licence file and esbuild's metafile. Two builds of the same source are equal.
 * Resolves to a table of sizes. Rejects, with nothing written, if an entry loads too much at its start.
 */
export async function build({ root, entries, outdir }: BuildOptions): Promise<string> {
  const { files, metafile } = await bundle(root, entries, outdir);
  for (const name of Object.keys(entries)) {
    const found = forbiddenIn(metafile, `${name}.js`, STARTUP_FORBIDS);
    if (found.length > 0) throw new Error(`${name}.js loads too much at its start:\n  ${found.join('\n  ')}`);
  }
  files.set('package.json', `${JSON.stringify({ type: 'module' })}\n`);
  files.set('LICENSES.txt', await licencesOf(metafile, root));
  // The metafile comes last: a launcher reads its age as the age of the build.
  files.set('meta.json', `${JSON.stringify(metafile, undefined, 1)}\n`);
  await writeFolder(outdir, files);
  return sizesOf(metafile, files);
}

if (import.meta.main) {
  const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');
  const entries = { index: 'src/action.ts', cli: 'src/cli.ts' };
  process.stdout.write(await build({ root, entries, outdir: fileURLToPath(new URL('../dist', import.meta.url)) }));
}
