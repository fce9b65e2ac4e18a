import type { SandboxClock } from '../clock.ts';
import type { Events } from '../github/events.ts';
import type { Actor } from '../github/runs.ts';
import type { Mint } from './oidc.ts';

/** The part of the sandbox's GitHub that the runner needs. */
export interface Host {
  readonly origins: { readonly api: string; readonly graphql: string; readonly server: string };
  readonly repository: {
    readonly owner: string;
    readonly ownerId: number;
    readonly name: string;
    readonly id: number;
    readonly defaultBranch: string;
    readonly private: boolean;
  };
  /** The bare repository, from which the runner reads workflow files. */
  readonly gitDir: string;
  readonly events: Pick<Events, 'subscribe'>;
  /**
   * Returns `repository` and `organization` as webhook payloads carry them, for the events that the runner creates
   * itself.
   */
  payload(): Readonly<Record<string, unknown>>;
  /** Permission names are GitHub's API names: `pull_requests`. */
  mintToken(kind: 'workflow' | 'installation', permissions: Permissions): string;
  revokeToken(token: string): void;
}

export type Permissions = Readonly<Record<string, 'read' | 'write'>>;

export interface Environment {
  /** True if a run on this ref may use the environment. Without it every ref may. */
  readonly admits?: (ref: string) => boolean;
  /** True if the job needs a person or a timer to release it. The sandbox never releases it. */
  readonly waits?: boolean;
  readonly vars?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
}

export interface RunnerOptions {
  readonly host: Host;
  /** Signs the job's OpenID Connect claims as GitHub's issuer would. */
  readonly mint: Mint;
  readonly clock: SandboxClock;
  /** The folder of the build under test; `action.yml` is beside it. */
  readonly dist: string;
  /** Variables for every process in addition to those of Actions, such as the sandbox's Google endpoint. */
  readonly env?: Readonly<Record<string, string>>;
  readonly vars?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
  /**
   * Returns an environment of the repository whenever a job names one. `undefined`: it holds nothing and is open to
   * every ref.
   */
  readonly environment?: (name: string) => Environment | undefined;
  /** The maximum permissions of the App's installation. Tokens of `create-github-app-token` never exceed them. */
  readonly appPermissions?: Permissions;
  /** The actor of scheduled runs. On GitHub this is the last person who changed the schedule. */
  readonly scheduledAs: Actor;
  /** Real milliseconds until a step is ended, unless its job has a shorter `timeout-minutes`. */
  readonly stepTimeout?: number;
}
