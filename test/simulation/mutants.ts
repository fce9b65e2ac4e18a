/*
 * Not listed are mistakes that a second line of defence makes harmless, so that no promise breaks: trying a write once
 * (the next run settles it), an invented empty policy in place of an unreadable one (nothing is written under its etag,
 * and an end that is only seen is looked at twice), and blaming while GitHub is silent (no blame passes without a head).
 * Nor are those that only the tests of the table and of the flows tell.
 */

/** One mistake a careful person could make in the product. */
export interface Mutant {
  readonly name: string;
  readonly file: string;
  /** Stands exactly once in the file. */
  readonly from: string;
  readonly to: string;
  /** A second place the same mistake needs. */
  readonly and?: { readonly from: string; readonly to: string };
}

const TABLE = 'src/core/plan/table.ts';
const ROW = 'src/core/plan/plan-row.ts';
const STEP = 'src/core/plan/plan-step.ts';
const POLICY = 'src/core/grant/iam-policy.ts';
const GRANT = 'src/core/grant/grant.ts';
const RESOURCE = 'src/flow/apply/resource.ts';
const DOUBTFUL = 'src/flow/apply/doubtful.ts';
const APPLY = 'src/flow/apply/apply.ts';
const READ_BACK = 'src/flow/apply/read-back.ts';
const INTENTS = 'src/flow/ledger/prepare-grants.ts';
const NEWS = 'src/flow/ledger/news.ts';
const VERSIONS = 'src/core/acceptance/versions.ts';
const JUDGE_CHANGE = 'src/core/acceptance/judge-change.ts';
const ACCEPTANCE = 'src/core/acceptance/rules.ts';
const CHANGES = 'src/flow/observe/changes.ts';
const VERSIONS_OF = 'src/flow/observe/versions.ts';
const GRANT_STATE = 'src/core/ledger/grant-state.ts';

export const MUTANTS: readonly Mutant[] = [
  // ── IAM policies ──
  {
    name: 'reads at version 1',
    file: 'src/edge/google/resources.ts',
    from: 'requestedPolicyVersion: 3 }',
    to: 'requestedPolicyVersion: 1 }',
  },
  {
    name: 'takes a downgraded reading for whole',
    file: POLICY,
    from: "binding.role.includes('_withcond_')",
    to: "binding.role.includes('_never_')",
  },
  {
    name: 'writes without the etag',
    file: POLICY,
    from: '{ ...snapshot.policy, version: 3,',
    to: '{ ...snapshot.policy, etag: undefined, version: 3,',
  },
  {
    name: 'writes at version 1',
    file: POLICY,
    from: '...snapshot.policy, version: 3',
    to: '...snapshot.policy, version: 1',
  },
  {
    name: 'adds the grant and forgets to take',
    file: POLICY,
    from: 'bindings: [...kept, ...added]',
    to: 'bindings: [...(snapshot.policy.bindings ?? []), ...added]',
  },
  {
    name: 'drops a group of which one member goes',
    file: POLICY,
    from: 'return members.length === 0 ? [] : [{ ...group, members }];',
    to: 'return [];',
    and: { from: '  assertOnly(snapshot.bindings, flatten(policy), changes);', to: '' },
  },
  {
    name: 'gives without a condition',
    file: POLICY,
    from: '...(condition === undefined ? {} : { condition }),\n  }));',
    to: '}));',
  },
  {
    name: 'believes any reading back',
    file: POLICY,
    from: "present.has(keyOf(binding)) === (kind === 'grant')",
    to: "present.has(keyOf(binding)) || kind !== 'bogus'",
  },
  {
    name: 'tells bindings apart without their expression',
    file: POLICY,
    from: "[condition.title, condition.description ?? '', condition.expression, condition.location ?? '']",
    to: "[condition.title, '', '', '']",
  },
  {
    name: 'takes an unanswered write for a success',
    file: RESOURCE,
    from: "      case 'written':\n      case 'uncertain':\n        switch",
    to: "      case 'uncertain':\n        return done;\n      case 'written':\n        switch",
  },
  {
    name: 'does not read back',
    file: READ_BACK,
    from: "return isSure ? 'landed' : 'not-there';",
    to: "return 'landed';",
  },
  {
    name: 'believes one answer about a write that nobody acknowledged',
    file: READ_BACK,
    from: "(outcome === 'written' || (await stillStands(ports, after)))",
    to: "(outcome === 'written' || after.policy.etag !== undefined)",
  },
  {
    name: 'repeats the write alone after a conflict',
    file: RESOURCE,
    from: "  let last = '';",
    to: "  let last = '';\n  let atFirst: Snapshot | undefined;",
    and: {
      from: 'withChanges(snapshot, changes), reasonFor(inputs, steps)',
      to: '{ ...withChanges((atFirst ??= snapshot), changes), etag: snapshot.policy.etag }, reasonFor(inputs, steps)',
    },
  },
  {
    name: 'takes a conflict for a success',
    file: RESOURCE,
    from: "      case 'conflict':\n      case 'busy':\n        break;",
    to: "      case 'conflict':\n        return done;\n      case 'busy':\n        break;",
  },
  {
    name: 'takes a busy service for a success',
    file: RESOURCE,
    from: "      case 'conflict':\n      case 'busy':\n        break;",
    to: "      case 'busy':\n        return done;\n      case 'conflict':\n        break;",
  },
  {
    name: 'takes a refusal for a success',
    file: RESOURCE,
    from: "      case 'refused':\n        return failed([refusalOf(resource, result.sentence)], kept);",
    to: "      case 'refused':\n        return done;",
  },
  {
    name: 'forgets what an attempt of its own has seen and done',
    file: RESOURCE,
    from: 'const planned = await planOn(ports, countingPending(inputs, kept), resource);',
    to: 'const planned = await planOn(ports, inputs, resource);',
  },
  {
    name: 'leaves the audit settings out of the write',
    file: POLICY,
    from: '{ ...snapshot.policy, version: 3,',
    to: '{ etag: snapshot.policy.etag, version: 3,',
  },
  {
    name: 'takes groups that bear a condition like ours',
    file: POLICY,
    from: 'group.members?.filter((member) => !revoked.includes(keyOf({ ...pick(group), member })))',
    to: 'group.members?.filter(() => !revoked.some((key) => key.startsWith(`["${group.role}"`)))',
    and: { from: '  assertOnly(snapshot.bindings, flatten(policy), changes);', to: '' },
  },

  // ── which bindings are whose ──
  {
    name: 'reads another repository’s mark as ours',
    file: GRANT,
    from: 'if (repository !== undefined && repository !== owner.repository)',
    to: 'if (repository === -1)',
  },
  {
    name: 'takes any mark of pullcord for ours',
    file: GRANT,
    from: '!condition.title.startsWith(`pullcord/${owner.installation}/`)',
    to: "!condition.title.startsWith('pullcord/')",
  },
  { name: 'does not compare the expression', file: GRANT, from: 'have.expression === want.expression &&', to: '' },
  { name: 'does not compare the member', file: GRANT, from: 'sameMember(binding.member, wanted.member) &&', to: '' },
  {
    name: 'leaves the end out of the condition',
    file: GRANT,
    from: '    `request.time < timestamp(${quote(window.end)})`,\n',
    to: '',
  },
  {
    name: 'ends a minute late',
    file: GRANT,
    from: 'timestamp(${quote(window.end)})',
    to: 'timestamp(${quote(window.end.replace(/..Z$/, "59Z"))})',
  },

  // ── the table, row by row ──
  ...[
    ["['any',     'unreadable',     'past',             'revoke', ''           ],", 'without a ledger all is left'],
    [
      "['unknown', 'any',            'past',             'revoke', 'ended'      ],",
      'an end nobody vouches for is left',
    ],
    ["['live',    'nothing/intent', 'any',              'grant',  'activated'  ],", 'nothing is given'],
    [
      "['held',    'any',            'ours',             'revoke', 'unexplained'],",
      'a stray of a grant that is held is left',
    ],
    ["['any',     'active',         'conditionRemoved', 'revoke', 'altered'    ],", 'access made permanent is left'],
    ["['live',    'any',            'different',        'revoke', 'altered'    ],", 'an altered binding is left'],
    ["['over',    'nothing/intent', 'none',             '',       'lapsed'     ],", 'what was never given stays open'],
    ["['over',    'active',         'none',             '',       'over'       ],", 'an end seen is not recorded'],
    ["['over',    'any',            'ours',             'revoke', 'over'       ],", 'what is over is left'],
    ["['none',    'any',            'ours',             'revoke', 'unexplained'],", 'nobody’s binding is left'],
  ].map(([from = '', name = '']) => ({ name, file: TABLE, from, to: '' })),
  {
    name: 'gives again what was taken away',
    file: TABLE,
    from: "['live',    'active',         'none',             '',       'removed'    ],",
    to: "['live',    'active',         'none',             'grant',  'activated'  ],",
  },
  {
    name: 'gives once, and nothing more where an intent is on record',
    file: TABLE,
    from: "['live',    'nothing/intent', 'any',              'grant',  'activated'  ],",
    to: "['live',    'nothing',        'any',              'grant',  'activated'  ],",
  },
  {
    name: 'closes a grant for a stray from before it',
    file: TABLE,
    from: "['live',    'nothing/intent', 'any',              'grant',  'activated'  ],",
    to: "['live',    'nothing/intent', 'none',             'grant',  'activated'  ],",
  },
  {
    name: 'looks away from what was given of a grant that is held',
    file: ROW,
    from: "if (phase.is === 'unknown') return phase;",
    to: "if (phase.is === 'unknown' || phase.is === 'held') return { is: 'unknown', why: phase.why };",
  },
  {
    name: 'gives more of a grant that is held',
    file: ROW,
    from: "(phase.is === 'held' && wasGiven)",
    to: "phase.is === 'held'",
  },
  {
    name: 'gives again what is closed',
    file: TABLE,
    from: "['live',    'closed/refused', 'none',             '',       ''           ],",
    to: "['live',    'closed/refused', 'none',             'grant',  'activated'  ],",
  },
  {
    name: 'calls what is unknown over',
    file: ROW,
    from: "if (phase.is === 'unknown') return phase;",
    to: "if (phase.is === 'unknown') return { is: 'over', why: '' };",
  },
  {
    name: 'takes the exact binding with the strays',
    file: ROW,
    from: 'ours.filter((binding) => same === undefined || keyOf(binding) !== keyOf(same))',
    to: 'ours',
  },
  {
    name: 'leaves strays',
    file: STEP,
    from: "const strays = isExactOnly && change !== 'revoke' && facts.strays.length > 0 ? [strayStep(facts)] : [];",
    to: 'const strays: Step[] = [];',
  },
  {
    name: 'takes any binding of ours for the one whose condition is lost',
    file: ROW,
    from: 'same !== undefined ? [] : unconditional',
    to: 'ours.length > 0 ? [] : unconditional',
  },
  {
    name: 'takes an old unconditional binding for a stripped one',
    file: ROW,
    from: 'unconditional.filter(({ member }) => !before.some((other) => sameMember(other, member)))',
    to: 'unconditional',
  },

  // ── time ──
  {
    name: 'trusts the later clock for ends',
    file: 'src/core/plan/phase.ts',
    from: 'if (earlier >= window.end)',
    to: 'if (later >= window.end)',
  },
  {
    name: 'trusts the earlier clock for grants',
    file: 'src/core/plan/phase.ts',
    from: 'if (later >= window.end) return',
    to: 'if (earlier >= window.end) return',
  },
  {
    name: 'takes any two clocks',
    file: 'src/core/plan/clocks.ts',
    from: 'if (apart <= CLOCK_SKEW)',
    to: 'if (apart <= 1e9)',
  },
  {
    name: 'asks the runner for the time',
    file: RESOURCE,
    from: 'return readClocks({ github: ports.repository.time(), google: ports.iam.time() });',
    to: 'const now = `${new Date().toISOString().slice(0, 19)}Z`;\n  return readClocks({ github: now, google: now });',
  },

  // ── the ledger ──
  {
    name: 'gives before the intent is on record',
    file: INTENTS,
    from: '  if (hasErrors(recorded.messages)) return { ...recorded, grants: [] };\n',
    to: '',
  },
  {
    name: 'gives by an old look at the ledger',
    file: INTENTS,
    from: '  if (written.records.length === 0) return readAgain(ports, ledger);\n',
    to: '',
  },
  {
    name: 'forgets between two passes what it saw given',
    file: APPLY,
    from: 'const known = countingPending(inputs, pending);',
    to: 'const known = inputs;',
  },
  {
    name: 'does not wait for the log',
    file: INTENTS,
    from: "  if (logged.outcome === 'written') return readAgain(ports, ledger);\n",
    to: '  if (logged.outcome !== ("never" as string)) return readAgain(ports, ledger);\n',
  },
  {
    name: 'records what another run has recorded',
    file: NEWS,
    from: '  if (!isNews(draft, index) || !isRefusalNews(draft, tree.lines)) return [];',
    to: '',
  },
  {
    name: 'forgets what could not be recorded at once',
    file: 'src/flow/ledger/append.ts',
    from: 'const TRIES = 8;',
    to: 'const TRIES = 0;',
  },
  {
    name: 'closes nothing on record',
    file: GRANT_STATE,
    from: "const CLOSING_KINDS: readonly string[] = ['ended', 'revoked', 'removed', 'altered', 'lapsed'];",
    to: 'const CLOSING_KINDS: readonly string[] = [];',
  },
  {
    name: 'forgets the access that was never given',
    file: GRANT_STATE,
    from: 'return isPartlyGranted(state);',
    to: 'return false;',
  },
  {
    name: 'judges only once, and gives by the ledger',
    file: 'src/flow/observe/evaluate.ts',
    from: "return { ...desired, unconfirmed: 'the ledger announces this access, and the evidence does not confirm it' };",
    to: 'return desired;',
  },

  // ── the decision, as far as runs depend on it ──
  {
    name: 'does not count the reviews',
    file: 'src/core/decision/approval.ts',
    from: 'if (pull.reviews.length !== pull.reviewCount ||',
    to: 'if (',
  },
  {
    name: 'looks for no withdrawn request',
    file: 'src/flow/observe/recorded-grants.ts',
    from: 'if (!requestStands(state, branch)) {',
    to: 'if (path === "never") {',
  },
  {
    name: 'takes a lagging index for no pull request',
    file: 'src/core/decision/rules/merge.ts',
    from: 'const INDEX_LAG: Seconds = 600;',
    to: 'const INDEX_LAG: Seconds = 0;',
  },
  {
    name: 'believes one look at an end',
    file: DOUBTFUL,
    from: 'const unsure = onlySeen.length === 0 || (await stillStands(ports, snapshot)) ? [] : onlySeen;',
    to: 'const unsure: Step[] = [];',
  },
  {
    name: 'forgets what a run ended without knowing whose it was',
    file: 'src/flow/observe/evaluate.ts',
    from: 'return state === undefined || isUndecided(state);',
    to: 'return state === undefined;',
  },
  {
    name: 'goes on with grants when a checkpoint could not be signed',
    file: 'src/flow/ledger/append.ts',
    from: "need === 'on record' && countsUnsealed(draft, ledger.tree.state)",
    to: 'draft.schema === 1',
  },
  {
    name: 'repeats an append without reading again',
    file: 'src/flow/ledger/append.ts',
    from: 'if (isContinued(current, after)) current = after;',
    to: 'if (isContinued(current, after)) current = { ...current, head: after.head };',
  },
  {
    name: 'lets anybody end a grant by a word',
    file: 'src/core/revocation/revoke-comment.ts',
    from: '  if (approvers.some((id) => person(id) === self)) return { counts: true,',
    to: '  if (approvers.length >= 0) return { counts: true,',
  },
  {
    name: 'hears no word',
    file: 'src/core/revocation/revoke-comment.ts',
    from: 'createdAt >= grant.window.start && saysRevoke(body)',
    to: 'createdAt < grant.window.start && saysRevoke(body)',
  },
  {
    name: 'keeps what a deleted policy gave',
    file: 'src/flow/observe/recorded-grants.ts',
    from: '  if (policyStands(state, branch)) return',
    to: '  if (state.pull > 0) return',
  },

  // ── the acceptance of changes of policies ──
  {
    name: 'accepts what was not accepted',
    file: VERSIONS,
    from: "if (verdict === 'accepted') documents",
    to: "if (verdict !== 'pending') documents",
    and: { from: "if (verdict !== 'not accepted') continue;", to: "if (verdict !== 'pending') continue;" },
  },
  {
    name: 'accepts in spite of every objection',
    file: JUDGE_CHANGE,
    from: 'if (against.length > 0 && isNamed) {',
    to: 'if (against.length > 99) {',
  },
  {
    name: 'refuses a change before GitHub names who made it',
    file: JUDGE_CHANGE,
    from: 'if (against.length > 0 && isNamed) {',
    to: 'if (against.length > 0 && (isNamed || true)) {',
  },
  {
    name: 'judges an old change after a later one',
    file: 'src/flow/observe/documents-changed.ts',
    from: 'blob !== standing && !hasVerdict(accepted, path, line, index)',
    to: 'blob !== standing && (!hasVerdict(accepted, path, line, index) || true)',
  },
  {
    name: 'accepts what nobody judged within a day',
    file: ACCEPTANCE,
    from: 'secondsBetween(mergedAt, gathered) <= IN_TIME) return [];',
    to: 'secondsBetween(mergedAt, gathered) <= 1e9) return [];',
  },
  {
    name: 'accepts an organization that does not parse',
    file: ACCEPTANCE,
    from: '  if (path !== ORGANIZATION_PATH) return [];',
    to: '  if (path !== "never") return [];',
  },
  {
    name: 'lets authors of earlier changes approve',
    file: 'src/flow/observe/change-evidence.ts',
    from: 'was === standing ? [] : contributorsBefore(accepted, path, was),',
    to: 'was === standing ? [] : [],',
  },
  {
    name: 'forgets who made changes that were not accepted',
    file: JUDGE_CHANGE,
    from: 'const all = [...new Set([...contributors, ...contributorsOf(evidence)])];',
    to: 'const all: number[] = [];',
  },
  {
    name: 'bars for ever after a revert',
    file: 'src/flow/observe/change-evidence.ts',
    from: 'was === standing ? [] : contributorsBefore(accepted, path, was),',
    to: 'was === standing && standing === "" ? [] : contributorsBefore(accepted, path, was),',
  },
  {
    name: 'judges changes by the first organization',
    file: 'src/flow/observe/quarantine-terms.ts',
    from: 'return (documents.get(ORGANIZATION_PATH)?.accepted ?? []).flatMap(',
    to: 'return (documents.get(ORGANIZATION_PATH)?.accepted ?? []).toReversed().flatMap(',
  },
  {
    name: 'judges all changes again, also with a signed ledger',
    file: CHANGES,
    from: 'const start = inputs.signed ? inputs.accepted : acceptedAtGenesis(inputs.genesis);',
    to: 'const start = inputs.signed && inputs.genesis.commit === "" ? inputs.accepted : acceptedAtGenesis(inputs.genesis);',
  },
  {
    name: 'takes a version that was accepted after the merge',
    file: VERSIONS_OF,
    from: "return place > merged ? 'before' : 'after';",
    to: "return place > merged ? 'before' : 'before';",
  },
  {
    name: 'takes the first accepted version',
    file: VERSIONS,
    from: '{ accepted: [{ blob, commit, at, pull, head }, ...accepted] }',
    to: '{ accepted: [...accepted, { blob, commit, at, pull, head }] }',
  },
  {
    name: 'asks main alone',
    file: 'src/core/decision/judge.ts',
    from: 'const before = unknown.length > 0 ? UNREAD : documentsBefore(name, evidence);',
    to: 'const before = unknown.length > 0 ? UNREAD : head;',
  },
  {
    name: 'asks the accepted version alone',
    file: 'src/core/decision/judge.ts',
    from: 'const head = documentsAtHead(name, evidence);',
    to: 'const head = documentsBefore(name, evidence);',
  },
  {
    name: 'counts approvals for other access',
    file: 'src/core/decision/judge.ts',
    from: 'return then.policy !== undefined && accessIn(then.policy) === access;',
    to: 'return then.policy !== undefined;',
  },
  {
    name: 'refuses for ever what only an unaccepted text refuses',
    file: 'src/core/decision/decision.ts',
    from: 'if (subject.acceptedOnly === undefined) return objections;',
    to: 'if (objections.length > 0 || subject.acceptedOnly === undefined) return objections;',
  },
  {
    name: 'drops what only an unaccepted text refuses',
    file: 'src/core/decision/decision.ts',
    from: 'return objections.map((one) =>\n    one.weight',
    to: 'return objections.filter((one) => one.weight !== "denied" || isDue(one)).map((one) =>\n    one.weight',
  },
  {
    name: 'refuses for ever without the accepted policy',
    file: 'src/core/decision/judge.ts',
    from: 'if (evidence.versions === undefined || now.policy === undefined) return () => true;',
    to: 'if (evidence.versions === undefined) return () => true;\n  if (now.policy === undefined) return () => false;',
  },
  {
    name: 'does not record verdicts',
    file: INTENTS,
    from: "const written = await appendRecords(ports, ledger, drafts, 'sealed');\n  return { ...written, records: [...before.records, ...written.records] };",
    to: 'return drafts.length === 0 ? { ...before, ledger } : before;',
  },
  {
    name: 'lets one broken policy stop all',
    file: 'src/core/decision/judge.ts',
    from: 'if (evidence.versions === undefined) return head.issues.length > 0 ?',
    to: 'if (evidence.documents.head !== null) return head.issues.length > 0 ?',
  },
  {
    name: 'has no organization while main’s is broken',
    file: 'src/core/decision/judge.ts',
    from: 'return found.organization !== undefined || standIn === null || !isRead',
    to: 'return found.organization !== undefined || standIn === null || isRead',
  },
  {
    name: 'counts unsealed records of every kind',
    file: 'src/core/ledger/sealing.ts',
    from: 'return isWithholding(record) && isInTime(record, state) && isTellable(record) && bringsNothing(record, state);',
    to: 'return isTellable(record) || (isWithholding(record) && isInTime(record, state) && bringsNothing(record, state));',
  },
  {
    name: 'believes a ledger that was reset',
    file: 'src/flow/ledger/anchors.ts',
    from: '    if (size > ledger.tree.size)\n',
    to: '    if (size > 1e9)\n',
    and: {
      from: '    if (size > ledger.covered)\n',
      to: '    if (size > ledger.tree.size)\n      continue;\n    if (size > 1e9)\n',
    },
  },
];
