import type { Metafile } from 'esbuild';

export interface Forbidden {
  readonly what: string;
  /** Matches source paths and the names of modules outside the bundle. */
  readonly pattern: RegExp;
}

/**
 * Returns the forbidden modules that `output` loads at its start, directly or through chunks: one line each, sorted.
 */
export function forbiddenIn(metafile: Metafile, output: string, forbidden: readonly Forbidden[]): string[] {
  const loaded = [...staticOutputs(metafile, output)].flatMap((name) => {
    const { inputs, imports } = metafile.outputs[name] ?? missing(name);
    const outside = imports.filter(({ external, kind }) => external === true && kind !== 'dynamic-import');
    return [...Object.keys(inputs), ...outside.map(({ path }) => path)];
  });
  const found = [...new Set(loaded)].flatMap((path) =>
    forbidden.filter(({ pattern }) => pattern.test(path)).map(({ what }) => `${what}: ${path}`),
  );
  return found.sort();
}

/** Returns `output` and every chunk that it imports by statement. A chunk of `import()` is not loaded at the start. */
function staticOutputs(metafile: Metafile, output: string): Set<string> {
  const reached = new Set([output]);
  for (const name of reached) {
    const { imports } = metafile.outputs[name] ?? missing(name);
    for (const { path, kind, external } of imports) {
      if (external !== true && kind !== 'dynamic-import') reached.add(path);
    }
  }
  return reached;
}

function missing(name: string): never {
  throw new Error(`the build has no output ${name}`);
}
