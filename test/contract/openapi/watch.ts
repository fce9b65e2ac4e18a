import type { GitHub } from '../../../src/sandbox/github/github.ts';
import { restRoutes } from '../../../src/sandbox/github/rest/routes.ts';
import type { Exchange } from '../../../src/sandbox/http.ts';
import { extractFor } from './extract.ts';
import type { Extract } from './reduce.ts';
import { exchangeValidator } from './validate.ts';

/** What a watched service answered, held to GitHub's published description. */
export interface ContractWatch {
  /** Each distinct thing that was wrong, in the order first seen. */
  problems(): string[];
  /** The statuses seen of each operation, as GitHub writes the operation. */
  coverage(): ReadonlyMap<string, ReadonlySet<number>>;
  stop(): void;
}

/** Every REST operation the sandbox serves, as GitHub writes it. */
export function servedOperations({ world }: Pick<GitHub, 'world'>): readonly string[] {
  return restRoutes(world).map(({ operation }) => operation);
}

/** What the published description says of them. */
export function servedExtract(github: Pick<GitHub, 'world'>): Extract {
  return extractFor(servedOperations(github));
}

/** The refusals (400 to 499) that the description documents for an operation. */
export function documentedErrors(extract: Extract, operation: string): readonly number[] {
  return Object.keys(extract.operations[operation] ?? {})
    .map(Number)
    .filter((status) => status >= 400 && status < 500);
}

/** Validates every exchange of a sandbox GitHub from now on; one of an operation that GitHub does not publish is a problem too. */
export function watchContract(github: Pick<GitHub, 'world' | 'service'>): ContractWatch {
  const validate = exchangeValidator(servedExtract(github));
  const problems = new Set<string>();
  const coverage = new Map<string, Set<number>>();
  const stop = github.service.exchanges.subscribe((exchange: Exchange) => {
    const { operation } = exchange.call;
    coverage.set(operation, (coverage.get(operation) ?? new Set()).add(exchange.answer.status));
    for (const problem of validate(exchange)) problems.add(problem);
  });
  return { problems: () => [...problems], coverage: () => coverage, stop };
}
