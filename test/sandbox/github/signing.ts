import type { Said, SoftwareKey } from '../../support/software-key.ts';
import { REPO, type Bench } from './support.ts';

export const COMMIT_SIGNATURE = `
  query CommitSignature($oid: GitObjectID!) {
    repository(owner: "acme", name: "access") {
      object(oid: $oid) {
        ... on Commit {
          signature { __typename isValid state wasSignedByGitHub signer { databaseId } payload signature }
        }
      }
    }
  }`;

export interface Pushed {
  readonly sha: string;
  readonly payload: string;
  readonly armored: string;
}

let pushes = 0;

/** A commit object that names somebody, signed by a key, put into the repository on a branch of its own. */
export async function signedPush(
  bench: Bench,
  login: string,
  key: SoftwareKey,
  said: Said,
  signs: (payload: string) => string = (payload) => payload,
): Promise<Pushed> {
  const { repository: git } = bench.github;
  const main = git.branch('main') ?? '';
  const { tree } = (await git.readCommit(main)) ?? { tree: '' };
  pushes += 1;
  const who = `${login} <${login}@acme.example> ${1_795_000_000 + pushes} +0000`;
  const head = `tree ${tree}\nparent ${main}\nauthor ${who}\ncommitter ${who}\n`;
  const payload = `${head}\nSigned ${pushes}\n`;
  const armored = key.sign(signs(payload), { namespace: 'git', ...said });
  const indented = armored.trimEnd().replaceAll('\n', '\n ');
  const sha = await git.writeObject('commit', Buffer.from(`${head}gpgsig ${indented}\n\nSigned ${pushes}\n`));
  await bench.as(login).git.createRef({ ...REPO, ref: `refs/heads/signed-${pushes}`, sha });
  return { sha, payload, armored: armored.trimEnd() };
}
