import type { Metafile } from 'esbuild';

export interface Forbidden {
  readonly what: string;
  /** Matched against source paths and against the names of modules left outside the bundle. */
  readonly pattern: RegExp;
}

/** Whatever `output` loads at its start, directly or through chunks, that matches; one line each, sorted. */
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

/** `output` and every chunk it imports by statement; what `import()` loads is not of the start. */
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
