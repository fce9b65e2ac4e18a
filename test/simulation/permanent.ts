/** Bindings that somebody made permanent, and whether the product can know that they were not so before. */
export class Permanent {
  readonly #all = new Map<string, { readonly access: string; isKnown: boolean; readonly seenBy: Set<string> }>();

  /**
   * Somebody took the condition off.
   * @param key the binding without it
   * @param isKnown whether what stood there before is on record, and open
   */
  made(key: string, access: string, isKnown: boolean): void {
    this.#all.set(key, { access, isKnown, seenBy: new Set() });
  }

  /** Beside a binding of ours that stands, a permanent one is somebody's own business. */
  isBesideOurs(access: string): void {
    for (const one of this.#of(access)) one.isKnown = false;
  }

  /** A run was told how a policy stands. */
  seen(run: string, resource: string): void {
    for (const one of this.#all.values()) if (one.access.split(' ')[1] === resource) one.seenBy.add(run);
  }

  /** On record as over; who recorded it may have looked before it was made permanent. */
  closed(access: string, run: string): void {
    for (const one of this.#of(access)) if (!one.seenBy.has(run)) one.isKnown = false;
  }

  has(key: string): boolean {
    return this.#all.has(key);
  }

  mustGo(key: string): boolean {
    return this.#all.get(key)?.isKnown === true;
  }

  #of(access: string) {
    return [...this.#all.values()].filter((one) => one.access === access);
  }
}
