import { instantOf } from '../../src/core/time.ts';
import { ORGANIZATION, type Acceptance, type Model, type Version } from './acceptance.ts';
import { organizationText, policyText, RESOURCES, type Keeping, type PolicyOfStory } from './documents.ts';
import type { SimulatedGitHub } from './github.ts';
import { EVERYBODY } from './people.ts';
import type { Person } from './pull.ts';
import type { Random } from './random.ts';
import type { Access } from './truth.ts';

/** How a change comes to the default branch. */
const WAYS = [
  [10, 'approved'],
  [2, 'approved by its author'],
  [2, 'approved by an outsider'],
  [2, 'approved by an earlier author'],
  [3, 'unapproved'],
  [3, 'pushed'],
] as const;
type Way = (typeof WAYS)[number][1];

const WHATS = [
  [4, 'widens a policy'],
  [4, 'narrows a policy'],
  [2, 'rewords a policy'],
  [2, 'breaks a policy'],
  [5, 'reverts a policy'],
  [2, 'hands changes to another team'],
  [1, 'rewords the organization'],
  [1, 'breaks the organization'],
  [2, 'reverts the organization'],
] as const;
type What = (typeof WHATS)[number][1];

const PEOPLE_EVENTS = [
  'joins security',
  'joins sre-leads',
  'joins orders-oncall',
  'leaves security',
  'leaves sre-leads',
  'leaves orders-oncall',
  'deletes an account',
] as const;

/** Kinds of events about policies and people. Each must happen in many seeds, or the simulation fails. */
export const CHANGE_EVENTS: readonly string[] = [
  ...WAYS.map(([, way]) => `change ${way}`),
  ...WHATS.map(([, what]) => what),
  ...PEOPLE_EVENTS,
  'several changes in a row',
  'change over an unaccepted one',
];

const EXTRA: Access = { resource: RESOURCES[0], role: 'roles/run.viewer' };
const FIRST_CHANGE = 5000;

/** People change policies and the organization, join and leave teams, and delete accounts. */
export class Changing {
  #changes = 0;
  readonly #deleted = new Set<string>();
  readonly #random: Random;
  readonly #github: SimulatedGitHub;
  readonly #acceptance: Acceptance;
  readonly #keeping: Keeping;
  readonly #did: (deed: string, sentence: string) => string;
  readonly #policies: readonly PolicyOfStory[];

  constructor(inputs: {
    readonly random: Random;
    readonly github: SimulatedGitHub;
    readonly acceptance: Acceptance;
    readonly keeping: Keeping;
    readonly policies: readonly PolicyOfStory[];
    readonly did: (deed: string, sentence: string) => string;
  }) {
    this.#random = inputs.random;
    this.#github = inputs.github;
    this.#acceptance = inputs.acceptance;
    this.#keeping = inputs.keeping;
    this.#policies = inputs.policies;
    this.#did = inputs.did;
    for (const { name, access } of this.#policies)
      this.#note(`policies/${name}.yaml`, policyText(access), { access, approvers: '', broken: false });
    this.#note(ORGANIZATION, organizationText(this.#keeping), { access: [], approvers: 'security', broken: false });
  }

  /** One change or several in a row, before any run looks. */
  change(): string {
    if (!this.#random.oneIn(3)) return this.#changeOnce();
    const path = this.#anyPolicy();
    const sentences = [this.#changeOnce(path), this.#changeOnce(path)];
    return this.#did('several changes in a row', sentences.join('; '));
  }

  /** Somebody takes a policy away by a push. */
  remove(path: string): void {
    this.#deleted.add(path);
    this.#github.remove(path);
    this.#note(path, null, { access: [], approvers: '', broken: false });
  }

  /** Somebody joins a team, leaves one, or deletes an account. */
  staff(): string {
    const { people } = this.#github;
    const event = this.#random.pick(PEOPLE_EVENTS);
    const [verb, team = ''] = event.split(' ');
    if (verb === 'deletes') {
      const one = this.#random.pick(EVERYBODY.filter(({ login }) => !['alice', 'carol', 'mallory'].includes(login)));
      people.delete(one.id);
      return this.#did(event, `${one.login} deletes the account`);
    }
    const members = people.membersOf(team);
    const fitting = EVERYBODY.filter(
      ({ id, login }) =>
        !people.isDeleted(id) &&
        members.includes(id) === (verb === 'leaves') &&
        // Those who ask do not approve, so that a word of theirs about another's access never has a say.
        login !== 'mallory' &&
        (team === 'orders-oncall' || !['alice', 'carol'].includes(login)),
    );
    if (fitting.length === 0) return this.#changeOnce();
    const one = this.#random.pick(fitting);
    if (verb === 'joins') people.join(team, one.id);
    else people.leave(team, one.id);
    return this.#did(event, `${one.login} ${event}`);
  }

  #anyPolicy(): string {
    return `policies/${this.#random.pick(this.#policies).name}.yaml`;
  }

  #changeOnce(wanted?: string): string {
    const what = this.#random.weighted<What>(WHATS);
    const isOfPolicy = what.endsWith('policy');
    const path = isOfPolicy ? (wanted ?? this.#anyPolicy()) : ORGANIZATION;
    if (this.#deleted.has(path)) return 'nobody changes what is gone';
    const { text, model } = isOfPolicy ? this.#policyFor(what, path) : this.#organizationFor(what);
    if (text === this.#github.textOf(path)) return 'nobody changes anything';
    const way = this.#random.weighted<Way>(WAYS);
    const before = this.#acceptance.of(path).at(-1);
    if (before !== undefined && !this.#acceptance.may(before)) this.#did('change over an unaccepted one', '');
    this.#did(what, '');
    return this.#did(`change ${way}`, `somebody ${what} (${path}, ${this.#bring(way, path, text, model, before)})`);
  }

  #policyFor(what: What, path: string): { readonly text: string; readonly model: Model } {
    const base = this.#policies.find(({ name }) => path === `policies/${name}.yaml`)?.access ?? [];
    const of = (access: readonly Access[], title?: string) => ({
      text: policyText(access, title),
      model: { access, approvers: '', broken: false },
    });
    switch (what) {
      case 'widens a policy':
        return of([...base, EXTRA]);
      case 'narrows a policy':
        return of(base.length > 1 ? base.slice(0, -1) : [{ ...EXTRA, role: 'roles/pubsub.viewer' }]);
      case 'rewords a policy':
        return of(base, `Look at ${this.#random.int(100)} orders`);
      case 'breaks a policy':
        return {
          text: `title: ${this.#random.int(100)}\nacces: []\n`,
          model: { access: [], approvers: '', broken: true },
        };
      default:
        return this.#accepted(path);
    }
  }

  #organizationFor(what: What): { readonly text: string; readonly model: Model } {
    const { approvers } = this.#accepted(ORGANIZATION).model;
    const of = (team: string, note = '') => ({
      text: organizationText(this.#keeping, team, note),
      model: { access: [], approvers: team, broken: false },
    });
    switch (what) {
      case 'hands changes to another team':
        return of(approvers === 'security' ? 'sre-leads' : 'security');
      case 'rewords the organization':
        return of(approvers, `# ${this.#random.int(100)}\n`);
      case 'breaks the organization':
        return { text: `installation: ${this.#random.int(100)}\n`, model: { access: [], approvers, broken: true } };
      default:
        return this.#accepted(ORGANIZATION);
    }
  }

  #accepted(path: string): { readonly text: string; readonly model: Model } {
    const [version] = this.#acceptance.candidates(path, Infinity);
    if (version?.text == null) throw new Error(`no version of ${path} can be accepted`);
    return { text: version.text, model: version.model };
  }

  /** Brings a text to the default branch, and returns who did. */
  #bring(way: Way, path: string, text: string, model: Model, before: Version | undefined): string {
    if (way === 'pushed') {
      this.#github.write(path, text);
      this.#note(path, text, model);
      return 'pushed';
    }
    this.#changes += 1;
    const number = FIRST_CHANGE + this.#changes;
    const head = number.toString(16).padStart(40, '8');
    const author = this.#random.pick(this.#present(['bob', 'dave', 'erin', 'frank', 'alice']));
    const approver = this.#approver(way, author, before);
    const createdAt = this.#github.now - 300;
    const pull = this.#github.open({
      number,
      kind: this.#random.oneIn(2) ? 'change' : 'change-squashed',
      path,
      text,
      author,
      head,
      reviews:
        approver === undefined
          ? []
          : [
              {
                id: String(number * 10),
                state: 'APPROVED',
                submittedAt: instantOf((this.#github.now - 60) * 1000),
                commit: head,
                author: { type: 'User', ...approver },
              },
            ],
      createdAt,
    });
    this.#github.mergeChange(pull);
    if (this.#random.oneIn(6)) this.#github.lagging.set(number, this.#github.now - this.#github.skew + 200);
    this.#note(path, text, model, { author: author.id, approver: approver?.id });
    return `#${number} by ${author.login}, approved by ${approver?.login ?? 'nobody'}`;
  }

  #approver(way: Way, author: Person, before: Version | undefined): Person | undefined {
    const team = this.#accepted(ORGANIZATION).model.approvers;
    const members = this.#github.people.membersOf(team);
    const among = (ids: readonly number[]) => EVERYBODY.filter(({ id }) => ids.includes(id));
    switch (way) {
      case 'approved': {
        const [one, ...more] = among(members).filter(({ id }) => id !== author.id);
        return one === undefined ? undefined : this.#random.pick([one, ...more]);
      }
      case 'approved by its author':
        return author;
      case 'approved by an outsider':
        return this.#random.pick(this.#present(['alice', 'carol', 'bob']));
      case 'approved by an earlier author':
        return among([before?.change?.author ?? author.id])[0];
      default:
        return undefined;
    }
  }

  #present(logins: readonly string[]): readonly Person[] {
    return EVERYBODY.filter(({ login, id }) => logins.includes(login) && !this.#github.people.isDeleted(id));
  }

  #note(path: string, text: string | null, model: Model, change?: Version['change']): void {
    const { commits, head, now } = this.#github;
    const version = { path, text, model, commit: commits, sha: head, at: commits === 1 ? 0 : now };
    this.#acceptance.add(change === undefined ? version : { ...version, change });
  }
}
