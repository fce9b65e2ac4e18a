import type { SandboxClock } from '../clock.ts';
import type { Events } from '../github/events.ts';
import type { Actor } from '../github/runs.ts';
import type { Mint } from './oidc.ts';

/** What the runner needs of the sandbox's GitHub. */
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
  /** The bare repository: the runner reads workflow files from it. */
  readonly gitDir: string;
  readonly events: Pick<Events, 'subscribe'>;
  /** `repository` and `organization` as webhook payloads carry them, for the events the runner makes itself. */
  payload(): Readonly<Record<string, unknown>>;
  /** Permission names as GitHub's API writes them: `pull_requests`. */
  mintToken(kind: 'workflow' | 'installation', permissions: Permissions): string;
  revokeToken(token: string): void;
}

export type Permissions = Readonly<Record<string, 'read' | 'write'>>;

export interface Environment {
  /** Whether a run on this ref may use it; every ref may where absent. */
  readonly admits?: (ref: string) => boolean;
  /** Whether somebody has to release the job, or a timer: here nobody ever does. */
  readonly waits?: boolean;
  readonly vars?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
}

export interface RunnerOptions {
  readonly host: Host;
  /** Signs the job's OpenID Connect claims as GitHub's issuer would. */
  readonly mint: Mint;
  readonly clock: SandboxClock;
  /** The folder of the build under test; `action.yml` stands beside it. */
  readonly dist: string;
  /** Given to every process besides what Actions gives, such as the sandbox's Google endpoint. */
  readonly env?: Readonly<Record<string, string>>;
  readonly vars?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
  /** The repository's environments, asked whenever a job names one; one that is not there has nothing and is open to all. */
  readonly environment?: (name: string) => Environment | undefined;
  /** What the App's installation may do, at most; what `create-github-app-token` mints is cut to this. */
  readonly appPermissions?: Permissions;
  /** As whom scheduled runs run: on GitHub, who last changed the schedule. */
  readonly scheduledAs: Actor;
  /** Real milliseconds after which a step is ended, unless its job names a shorter `timeout-minutes`. */
  readonly stepTimeout?: number;
}
