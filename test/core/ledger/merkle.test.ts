import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  consistencyProof,
  EMPTY_RANGE,
  extendRange,
  inclusionProof,
  isRange,
  leafHash,
  nodeHash,
  rootOf,
  rootOfLeaves,
  verifyConsistency,
  verifyInclusion,
  type Hash,
} from '../../../src/core/ledger/merkle.ts';

const hex = (hash: Hash) => Buffer.from(hash).toString('hex');
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));

/** Leaves and roots of 0 to 8 of them, as the reference implementation of RFC 6962 tests itself. */
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const leaves = LEAVES.map((text) => leafHash(bytes(text)));

describe('the tree', () => {
  it('has the roots of RFC 6962', () => {
    expect(ROOTS.map((_, size) => hex(rootOfLeaves(leaves.slice(0, size))))).toEqual(ROOTS);
    expect(hex(nodeHash(bytes('4e313233'), bytes('4e343536')))).toBe(
      'aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb',
    );
  });

  it('hashes a line as its UTF-8', () => {
    expect(hex(leafHash('é'))).toBe(hex(leafHash(bytes('c3a9'))));
  });

  it('extended in parts is the tree over all', () => {
    fc.assert(
      fc.property(fc.nat({ max: 300 }), fc.nat({ max: 300 }), (first, more) => {
        const all = Array.from({ length: first + more }, (_, index) => leafHash(String(index)));
        const range = extendRange(EMPTY_RANGE, all.slice(0, first));
        expect(isRange(range)).toBe(true);
        const whole = extendRange(range, all.slice(first));
        expect(whole).toEqual(extendRange(EMPTY_RANGE, all));
        expect(hex(rootOf(whole))).toBe(hex(slowRoot(all)));
      }),
      { numRuns: 60 },
    );
  });

  it('knows a range with a hash too few, too many or too short', () => {
    const { size, hashes } = extendRange(EMPTY_RANGE, leaves.slice(0, 7));
    expect(isRange({ size, hashes: hashes.slice(1) })).toBe(false);
    expect(isRange({ size, hashes: [...hashes, ...hashes.slice(0, 1)] })).toBe(false);
    expect(isRange({ size, hashes: hashes.map((hash) => hash.subarray(1)) })).toBe(false);
    expect(isRange({ size: -1, hashes: [] })).toBe(false);
    expect(() => extendRange({ size: 7, hashes: [] }, leaves)).toThrow(RangeError);
  });
});

/** As the RFC defines it, word for word. */
function slowRoot(all: readonly Hash[]): Hash {
  if (all.length === 0) return bytes(ROOTS[0] ?? '');
  if (all.length === 1) return all[0] ?? bytes('');
  let half = 1;
  while (half * 2 < all.length) half *= 2;
  return nodeHash(slowRoot(all.slice(0, half)), slowRoot(all.slice(half)));
}

describe('proofs', () => {
  const tree = (size: number) => Array.from({ length: size }, (_, index) => leafHash(`leaf ${index}`));

  it('of inclusion hold for their leaf, and with anything changed do not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), fc.nat(), (size, pick, spoil) => {
        const all = tree(size);
        const index = pick % size;
        const [leaf = bytes(''), root] = [all[index], rootOfLeaves(all)];
        const claim = { index, size, leaf, root };
        const proof = inclusionProof(all, index);
        expect(verifyInclusion(claim, proof)).toBe(true);
        expect(verifyInclusion({ ...claim, index: index + 1 }, proof)).toBe(false);
        expect(verifyInclusion({ ...claim, leaf: leafHash('another') }, proof)).toBe(false);
        expect(verifyInclusion({ ...claim, root: leaf }, proof)).toBe(size === 1);
        expect(verifyInclusion(claim, [...proof, root])).toBe(false);
        if (proof.length > 0) {
          expect(verifyInclusion(claim, proof.slice(1))).toBe(false);
          const at = spoil % proof.length;
          expect(
            verifyInclusion(
              claim,
              proof.map((hash, i) => (i === at ? nodeHash(hash, hash) : hash)),
            ),
          ).toBe(false);
        }
      }),
    );
  });

  it('of consistency hold for their trees, and with anything changed do not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), fc.nat(), (size, pick, spoil) => {
        const all = tree(size);
        const small = 1 + (pick % size);
        const now = { size, root: rootOfLeaves(all) };
        const old = { size: small, root: rootOfLeaves(all.slice(0, small)) };
        const proof = consistencyProof(all, small);
        expect(verifyConsistency(old, now, proof)).toBe(true);
        expect(verifyConsistency({ ...old, root: leafHash('another') }, now, proof)).toBe(false);
        expect(verifyConsistency(old, { ...now, root: leafHash('another') }, proof)).toBe(false);
        expect(verifyConsistency(old, now, [...proof, now.root])).toBe(false);
        if (proof.length > 0) {
          const at = spoil % proof.length;
          expect(
            verifyConsistency(
              old,
              now,
              proof.map((hash, i) => (i === at ? nodeHash(hash, hash) : hash)),
            ),
          ).toBe(false);
        }
      }),
    );
  });

  it('cannot be asked for of what is not there', () => {
    expect(() => inclusionProof(leaves, 8)).toThrow(RangeError);
    expect(() => inclusionProof(leaves, -1)).toThrow(RangeError);
    expect(() => consistencyProof(leaves, 0)).toThrow(RangeError);
    expect(() => consistencyProof(leaves, 9)).toThrow(RangeError);
  });
});

interface Probe {
  readonly leafIdx: number;
  readonly treeSize: number;
  readonly root: string;
  readonly leafHash: string;
  readonly size1: number;
  readonly size2: number;
  readonly root1: string;
  readonly root2: string;
  readonly proof: readonly string[] | null;
  readonly wantErr: boolean;
}

/** Where the probes of transparency-dev/merkle stand beside the project, they are run as well. */
const PROBES = join(import.meta.dirname, '../../../../shared/data/merkle/testdata');
/** Probes answered otherwise than they ask for, each with its reason. */
const OTHERWISE: Readonly<Record<string, string>> = {
  'consistency/additional/sizes-are-equal-one-and-proof-is-empty.json':
    'its roots have 12 bytes; only those of 32 are taken for roots',
};

describe.skipIf(!existsSync(PROBES))('the probes of transparency-dev/merkle', () => {
  const b64 = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));
  const files = existsSync(PROBES)
    ? readdirSync(PROBES, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'))
    : [];
  const read = (name: string) => JSON.parse(readFileSync(join(PROBES, name), 'utf8')) as Probe;
  const holds = (name: string, probe: Probe): boolean => {
    const proof = (probe.proof ?? []).map(b64);
    return name.startsWith('inclusion')
      ? verifyInclusion(
          { index: probe.leafIdx, size: probe.treeSize, leaf: b64(probe.leafHash), root: b64(probe.root) },
          proof,
        )
      : verifyConsistency(
          { size: probe.size1, root: b64(probe.root1) },
          { size: probe.size2, root: b64(probe.root2) },
          proof,
        );
  };

  it('are 98 of inclusion and 98 of consistency', () => {
    expect(files.filter((name) => name.startsWith('inclusion'))).toHaveLength(98);
    expect(files.filter((name) => name.startsWith('consistency'))).toHaveLength(98);
  });

  it('are answered as they ask for, but for those listed', () => {
    const different = files.filter((name) => {
      const probe = read(name);
      return holds(name, probe) === probe.wantErr;
    });
    expect(different).toEqual(Object.keys(OTHERWISE));
  });
});
