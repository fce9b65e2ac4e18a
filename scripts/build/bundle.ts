import { relative, sep } from 'node:path';
import { build, type Metafile } from 'esbuild';

export interface Bundle {
  /** Contents by path within the output folder. */
  readonly files: Map<string, string | Uint8Array>;
  /** esbuild's metafile. It names outputs as `files` does. */
  readonly metafile: Metafile;
}

/** Declares three names that CommonJS dependencies expect and an ES module does not have. */
const BANNER = [
  "import { createRequire as __pullcordCreateRequire } from 'node:module';",
  "import { dirname as __pullcordDirname } from 'node:path';",
  "import { fileURLToPath as __pullcordFileURLToPath } from 'node:url';",
  'const require = __pullcordCreateRequire(import.meta.url);',
  'const __filename = __pullcordFileURLToPath(import.meta.url);',
  'const __dirname = __pullcordDirname(__filename);',
].join('\n');

/** Bundles in memory. Names are kept and source maps are left out, so that people can read and compare the output. */
export async function bundle(root: string, entries: Readonly<Record<string, string>>, outdir: string): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: { ...entries },
    outdir,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    banner: { js: BANNER },
    minifySyntax: true,
    legalComments: 'none',
    charset: 'utf8',
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  const prefix = `${relative(root, outdir).split(sep).join('/')}/`;
  return {
    files: new Map(outputFiles.map(({ path, contents }) => [relative(outdir, path).split(sep).join('/'), contents])),
    metafile: withoutPrefix(metafile, prefix),
  };
}

/** Removes the output folder from the metafile, so that builds into two folders are equal. */
function withoutPrefix(metafile: Metafile, prefix: string): Metafile {
  const strip = (path: string) => (path.startsWith(prefix) ? path.slice(prefix.length) : path);
  const outputs = Object.entries(metafile.outputs).map(([path, output]) => [
    strip(path),
    { ...output, imports: output.imports.map((it) => ({ ...it, path: strip(it.path) })) },
  ]);
  return { inputs: metafile.inputs, outputs: Object.fromEntries(outputs) as Metafile['outputs'] };
}
