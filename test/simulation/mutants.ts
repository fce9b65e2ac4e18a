/** One mistake a careful person could make in the product. */
export interface Mutant {
  readonly name: string;
  readonly file: string;
  /** Stands exactly once in the file. */
  readonly from: string;
  readonly to: string;
}

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'reads at version 1',
    file: 'src/edge/iam.ts',
    from: 'requestedPolicyVersion: 3',
    to: 'requestedPolicyVersion: 1',
  },
];
