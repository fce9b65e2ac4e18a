import { describe, expect, it } from 'vitest';
import type { ChangeEvidence } from '../../../src/core/acceptance/change.ts';
import { judgeChange } from '../../../src/core/acceptance/judge-change.ts';
import { personSections } from '../../../src/core/audit/answers.ts';
import { documentSections } from '../../../src/core/audit/change-page.ts';
import { aboutDocument, changeStoriesOf, documentsIn } from '../../../src/core/audit/change-story.ts';
import { changesCsv, grantsCsv } from '../../../src/core/audit/csv.ts';
import { storiesOf } from '../../../src/core/audit/grant-story.ts';
import { ocsfEvents } from '../../../src/core/audit/ocsf.ts';
import { pullSections } from '../../../src/core/audit/pull-page.ts';
import { aboutPull, whatPersonDid } from '../../../src/core/audit/questions.ts';
import { findPerson, selectRecords } from '../../../src/core/audit/select.ts';
import { changeDraft } from '../../../src/core/ledger/drafts.ts';
import { renderText } from '../../../src/core/report/render.ts';
import type { Section } from '../../../src/core/report/report.ts';
import { changed, FIRST, pullOf, SECOND, THIRD } from '../acceptance/change-evidence.ts';
import { CONTEXT, GENESIS, POLICY_PATH } from '../build.ts';
import { NIGHT, nightAnd } from './night.ts';
import { OCSF_FOLDER, OCSF_IS_HERE, readOcsf } from './ocsf-schema.ts';

const recordOf = (evidence: ChangeEvidence) =>
  changeDraft(judgeChange(evidence), { ...CONTEXT, at: evidence.gathered });
const ACCEPTED = recordOf(changed());
const REFUSED = recordOf(
  changed(
    { accepted: SECOND, before: SECOND, after: THIRD },
    { pull: pullOf(THIRD, { number: 9, reviews: [], reviewCount: 0 }) },
  ),
);
const RECORDS = nightAnd(ACCEPTED, REFUSED);
const textOf = (sections: readonly Section[]) => renderText(sections, (_, text) => text, 300).replaceAll(/\s+/g, ' ');
const personNamed = (name: string) => {
  const person = findPerson(RECORDS, name);
  if (person === undefined) throw new Error(`${name} is not on record`);
  return person;
};

describe('a change of policies on record', () => {
  it('is no request, and has no row among the grants', () => {
    expect(storiesOf(RECORDS)).toEqual(storiesOf(NIGHT));
    expect(grantsCsv(storiesOf(RECORDS))).toBe(grantsCsv(storiesOf(NIGHT)));
  });

  it('has a page with its verdict, who approved, and its record', () => {
    const answer = aboutPull(RECORDS, 7);
    expect([answer?.story, answer?.changes.length]).toEqual([null, 1]);
    const text = textOf(answer === undefined ? [] : pullSections(answer));
    expect(text).toContain('#7: change of policies, 1 of 1 document accepted');
    expect(text).toContain('approved by carol');
    expect(text).toContain('policies-changed #7: policies/orders.yaml accepted');
    expect(text).not.toContain('intended');
  });

  it('says on its page what was missing', () => {
    const answer = aboutPull(RECORDS, 9);
    const text = textOf(answer === undefined ? [] : pullSections(answer));
    expect(text).toContain('#9: change of policies, 0 of 1 document accepted');
    expect(text).toContain('approval-missing a change of policies needs 1 of team:security');
  });

  it('is among the deeds of its author and its approver, and of nobody else', () => {
    const numbers = (name: string) => {
      const { changes, approvedChanges } = whatPersonDid(RECORDS, personNamed(name));
      return [changes, approvedChanges].map((list) => list.map(({ pull }) => pull));
    };
    expect(numbers('dave')).toEqual([[7, 9], []]);
    expect(numbers('carol')).toEqual([[], [7]]);
    expect(numbers('alice')).toEqual([[], []]);
    const text = textOf(personSections(whatPersonDid(RECORDS, personNamed('dave'))));
    expect(text).toContain('#9 at 2026-11-20T09:30:00Z: policies/orders.yaml not accepted');
  });

  it('is exported with its people, and with no resource', () => {
    const numbers = (selection: Parameters<typeof selectRecords>[2]) =>
      selectRecords(RECORDS, storiesOf(RECORDS), selection).flatMap(({ change, pull }) => (change ? [pull] : []));
    expect(numbers({})).toEqual([7, 9]);
    expect(numbers({ person: personNamed('carol') })).toEqual([7]);
    expect(numbers({ person: personNamed('alice') })).toEqual([]);
    expect(numbers({ resource: 'projects/acme-orders-prod' })).toEqual([]);
  });

  it('has one row of CSV for each document', () => {
    const [columns, first, second, ...more] = changesCsv(changeStoriesOf(RECORDS)).split('\r\n');
    expect(columns).toBe(
      'record,recorded_at,commit,changed_at,pull,url,author,author_id,document,blob,verdict,reason_codes,approved_by,contributor_ids',
    );
    expect(first).toContain(
      `,7,https://github.com/acme/access/pull/7,dave,1004,${POLICY_PATH},${SECOND},accepted,,carol,`,
    );
    expect(second).toContain(`,${THIRD},not accepted,approval-missing,,1004`);
    expect(more).toEqual(['']);
  });
});

describe('the history of a document', () => {
  it('names each change, its verdict, who approved and what was missing', () => {
    const answer = aboutDocument(RECORDS, POLICY_PATH);
    expect(answer?.changes.map(({ pull, document }) => [pull, document.verdict])).toEqual([
      [7, 'accepted'],
      [9, 'not accepted'],
    ]);
    const text = textOf(answer === undefined ? [] : documentSections(answer));
    expect(text).toContain('policies/orders.yaml: 2 changes, the last one not accepted');
    expect(text).toContain('#9: approval-missing');
  });

  it('begins with the ledger, and is unknown for other paths', () => {
    const genesis = {
      ...RECORDS[0],
      ...GENESIS,
      seq: 0,
      genesis: { ...genesisIn(), policies: { [POLICY_PATH]: FIRST } },
    };
    expect(aboutDocument([genesis], POLICY_PATH)).toEqual({ path: POLICY_PATH, start: FIRST, changes: [] });
    expect(aboutDocument(RECORDS, 'policies/nothing.yaml')).toBeUndefined();
    expect(documentsIn(RECORDS)).toContain(POLICY_PATH);
  });
});

function genesisIn() {
  const { genesis } = GENESIS;
  if (genesis === undefined) throw new Error('the first record has no genesis');
  return genesis;
}

describe('a change of policies as OCSF', () => {
  const events = ocsfEvents(RECORDS, { installation: 'acme', repository: { id: 700100, name: 'acme/access' } }).filter(
    (event) => event['class_uid'] === 3004,
  );

  it('is a success if it was accepted, and a failure otherwise', () => {
    expect(events.map(({ status, activity_name, entity }) => [status, activity_name, entity])).toEqual([
      ['Success', 'Update', { uid: POLICY_PATH, name: POLICY_PATH, type_id: 5, type: 'Policy', version: SECOND }],
      ['Failure', 'Update', { uid: POLICY_PATH, name: POLICY_PATH, type_id: 5, type: 'Policy', version: THIRD }],
    ]);
    expect(events[1]?.['status_detail']).toContain('approval-missing');
  });

  it.skipIf(!OCSF_IS_HERE)('fits the published schema', () => {
    const schema = readOcsf(OCSF_FOLDER, 'iam/entity_management.json');
    expect(events.flatMap((event) => schema.problems(event))).toEqual([]);
  });
});
