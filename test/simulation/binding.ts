import { heldIn, type Held, type Write } from './google.ts';

/* What bindings say, read by the oracle's own eyes: nothing here is the product's. */

export const MARK = 'pullcord/acme/';

/** Tells one binding from any other. */
export function keyOf(held: Held): string {
  const { resource, role, member, title, description, expression } = held;
  return JSON.stringify([resource, role, member, title, description, expression]);
}

/** Whether a binding bears this installation's mark, and no other repository's number. */
export function isOurs({ title, description = '' }: Held): boolean {
  if (title?.startsWith(MARK) !== true) return false;
  const repository = /^repository (\d+)(?: |$)/.exec(description)?.[1];
  return repository === undefined || repository === '700100';
}

/** The pull request a mark names. */
export function pullOf({ title = '' }: Held): number {
  return Number(title.slice(MARK.length));
}

/** What one binding is about: pull request, resource and role. */
export function accessOf(held: Held): string {
  return `${pullOf(held)} ${held.resource} ${held.role}`;
}

/** The two instants a condition holds to, if it says nothing else. */
export function windowOf(expression: string | undefined): { readonly start: number; readonly end: number } | undefined {
  const match = /^request\.time >= timestamp\("([^"]+)"\) && request\.time < timestamp\("([^"]+)"\)$/.exec(
    expression ?? '',
  );
  if (match === null) return undefined;
  return { start: Date.parse(match[1] ?? '') / 1000, end: Date.parse(match[2] ?? '') / 1000 };
}

/** What a write added and what it took. */
export function difference(write: Write): { readonly added: readonly Held[]; readonly removed: readonly Held[] } {
  const [before, after] = [heldIn(write.resource, write.before), heldIn(write.resource, write.after)];
  const had = new Set(before.map(keyOf));
  const has = new Set(after.map(keyOf));
  return {
    added: after.filter((held) => !had.has(keyOf(held))),
    removed: before.filter((held) => !has.has(keyOf(held))),
  };
}
