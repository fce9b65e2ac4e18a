/**
 * A map that keeps its changes above another, unchanged map. A copy copies only the changes, not all entries. It reads like
 * one `Map` of all entries, with the same order.
 */
export class LayeredMap<K, V> implements ReadonlyMap<K, V> {
  readonly #below: ReadonlyMap<K, V>;
  readonly #above: Map<K, V>;
  /** Number of entries in `#above` that are not in `#below`. */
  #added: number;

  private constructor(below: ReadonlyMap<K, V>, above: Map<K, V>, added: number) {
    this.#below = below;
    this.#above = above;
    this.#added = added;
  }

  /** Returns a map that can change without changing `from`. */
  static on<K, V>(from: ReadonlyMap<K, V>): LayeredMap<K, V> {
    return from instanceof LayeredMap ? (from as LayeredMap<K, V>).#copy() : new LayeredMap(from, new Map<K, V>(), 0);
  }

  #copy(): LayeredMap<K, V> {
    return new LayeredMap(this.#below, new Map(this.#above), this.#added);
  }

  get size(): number {
    return this.#below.size + this.#added;
  }

  get(key: K): V | undefined {
    return this.#above.has(key) ? this.#above.get(key) : this.#below.get(key);
  }

  has(key: K): boolean {
    return this.#above.has(key) || this.#below.has(key);
  }

  set(key: K, value: V): void {
    if (!this.has(key)) this.#added += 1;
    this.#above.set(key, value);
  }

  *entries(): MapIterator<[K, V]> {
    for (const [key, value] of this.#below) yield [key, this.#above.has(key) ? (this.#above.get(key) as V) : value];
    for (const [key, value] of this.#above) if (!this.#below.has(key)) yield [key, value];
  }

  *keys(): MapIterator<K> {
    for (const [key] of this.entries()) yield key;
  }

  *values(): MapIterator<V> {
    for (const [key, value] of this.#below) yield this.#above.has(key) ? (this.#above.get(key) as V) : value;
    for (const [key, value] of this.#above) if (!this.#below.has(key)) yield value;
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries();
  }

  forEach(visit: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this.entries()) visit(value, key, this);
  }
}
