import type { Objects } from './objects.ts';
import { GitFailed, runGit } from './process.ts';
import type { Refs } from './refs.ts';

export interface Names {
  /** Returns the commit of a name. The name is a branch, a full ref, `HEAD`, a tag, or at least 7 digits of an id. */
  resolve(name: string, defaultBranch: string): Promise<string | undefined>;
}

export function openNames(directory: string, objects: Objects, refs: Refs): Names {
  async function resolve(name: string, defaultBranch: string): Promise<string | undefined> {
    const known = refs.refs();
    const full = name === 'HEAD' ? `refs/heads/${defaultBranch}` : name;
    const candidates = [`refs/heads/${full}`, `refs/tags/${full}`, full, `refs/${full}`];
    const hit = candidates.map((candidate) => known.get(candidate)).find((oid) => oid !== undefined);
    if (hit !== undefined) return peel(hit);
    if (!/^[0-9a-f]{7,40}$/.test(name)) return undefined;
    return name.length === 40 ? peel(name) : expand(name);
  }

  /** An annotated tag leads to its commit. */
  async function peel(oid: string): Promise<string | undefined> {
    const found = await objects.inspect(oid);
    if (found?.type === 'commit') return oid;
    if (found?.type !== 'tag') return undefined;
    const tag = await objects.readObject(oid);
    const target = /^object ([0-9a-f]{40})$/m.exec(tag?.content.toString('utf8') ?? '')?.[1];
    return target === undefined ? undefined : peel(target);
  }

  async function expand(prefix: string): Promise<string | undefined> {
    try {
      const output = await runGit(directory, ['rev-parse', '--verify', '--quiet', `${prefix}^{commit}`]);
      return output.toString('utf8').trim();
    } catch (error) {
      if (error instanceof GitFailed && (error.code === 1 || error.code === 128)) return undefined;
      throw error;
    }
  }

  return { resolve };
}
