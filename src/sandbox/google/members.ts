import { invalid } from './errors.ts';

const email = /^[^\s@:?]+@[^\s@:?]+\.[^\s@:?]+$/;
const pools =
  /^\/\/iam\.googleapis\.com\/(locations\/global\/workforcePools|projects\/\d+\/locations\/global\/workloadIdentityPools)\/[a-z0-9-]+\//;

/** Google's normal form for each kind of member. `undefined`: Google refuses the value. */
const kinds: Readonly<Record<string, (value: string) => string | undefined>> = {
  user: lowerCaseEmail,
  serviceAccount: lowerCaseEmail,
  group: lowerCaseEmail,
  domain: (value) => (/^[\w-]+(\.[\w-]+)+$/.test(value) ? value.toLowerCase() : undefined),
  deleted: (value) => {
    const { address = '', uid } =
      /^(?<address>(?:user|serviceAccount|group):[^?]+)\?uid=(?<uid>\d+)$/.exec(value)?.groups ?? {};
    return uid === undefined ? undefined : `${address.replace(/:.*/, (text) => text.toLowerCase())}?uid=${uid}`;
  },
  principal: (value) => (pools.test(value) && value.includes('/subject/') ? value : undefined),
  principalSet: (value) =>
    pools.test(value) && /\/(\*|group\/.+|attribute\.[^/]+\/.+)$/.test(value) ? value : undefined,
};

/** All holders of a basic role on a bucket's project. Only Cloud Storage knows such members. */
const convenience = /^project(?:Owner|Editor|Viewer):[a-z][a-z0-9-]+$/;

/**
 * Returns a member as Google stores it (e-mail addresses in lower case). Refuses others in Google's words.
 * @param withConvenience true if `projectOwner:<project>` and similar values are members here
 */
export function normaliseMember(member: string, withConvenience = false): string {
  if (member === 'allUsers' || member === 'allAuthenticatedUsers') return member;
  if (withConvenience && convenience.test(member)) return member;
  const colon = member.indexOf(':');
  if (colon < 1 || colon === member.length - 1) throw invalid('Policy members must be of the form "<type>:<value>".');
  const kind = member.slice(0, colon);
  const read = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (read === undefined) {
    throw invalid(`The member ${member} is of an unknown type. Please set a valid type prefix for the member.`);
  }
  const value = read(member.slice(colon + 1));
  if (value === undefined) throw invalid(`Invalid principal ${member}.`);
  return `${kind}:${value}`;
}

/**
 * Refuses a member that does not exist. `known` holds every person, group and service account. Google's own service
 * agents and federated identities are never looked up.
 */
export function assertExists(member: string, known: ReadonlySet<string>): void {
  const [kind = '', address = ''] = member.split(/:(.*)/s);
  if (known.has(member) || !['user', 'serviceAccount', 'group'].includes(kind) || isServiceAgent(address)) return;
  const other = ['user', 'serviceAccount', 'group'].find((candidate) => known.has(`${candidate}:${address}`));
  if (other !== undefined) {
    throw invalid(`Account ${address} is of type "${other}". Please set the type prefix to be "${other}:".`);
  }
  const noun = { user: 'User', serviceAccount: 'Service account', group: 'Group' }[kind] ?? kind;
  throw invalid(`${noun} ${address} does not exist.`);
}

/** Returns true for the two members that include anonymous callers or every Google account. */
export function isPublic(member: string): boolean {
  return member === 'allUsers' || member === 'allAuthenticatedUsers';
}

function lowerCaseEmail(value: string): string | undefined {
  return email.test(value) ? value.toLowerCase() : undefined;
}

function isServiceAgent(address: string): boolean {
  return /@(cloudservices|developer|appspot)\.gserviceaccount\.com$|@gcp-sa-[a-z0-9-]+\.iam\.gserviceaccount\.com$/.test(
    address,
  );
}
