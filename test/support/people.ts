/* The people of the sample organization, as GitHub, runs and Google name them. */

/** An account that works with others; the type is GitHub's. */
export const user = (login: string, id: number | null) => ({ type: 'User', login, id });

export const PEOPLE = {
  alice: user('alice', 1001),
  bob: user('bob', 1002),
  carol: user('carol', 1003),
  dave: user('dave', 1004),
  erin: user('erin', 1005),
  mallory: user('mallory', 1006),
};

const actor = (login: string, id: number) => ({ login, id });

/** The same without their type: actors of events and runs, and people on record. */
export const ACTORS = {
  alice: actor('alice', 1001),
  bob: actor('bob', 1002),
  carol: actor('carol', 1003),
  dave: actor('dave', 1004),
  erin: actor('erin', 1005),
  mallory: actor('mallory', 1006),
};

/** Members of bindings. */
export const ALICE = 'user:alice@acme.example';
export const BOB = 'user:bob@acme.example';
