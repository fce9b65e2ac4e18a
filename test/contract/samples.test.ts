import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  accessSections,
  breakGlassSections,
  personSections,
  slowestSections,
  unusedSections,
} from '../../src/core/audit/answers.ts';
import { pullSections } from '../../src/core/audit/pull-page.ts';
import {
  aboutPull,
  breakGlassUses,
  endedGrants,
  slowestRemovals,
  unusedGrants,
  whatPersonDid,
  whoHadAccess,
} from '../../src/core/audit/questions.ts';
import { findPerson } from '../../src/core/audit/select.ts';
import { checkSections } from '../../src/core/report/check.ts';
import { reconcileSections } from '../../src/core/report/reconcile.ts';
import { renderText } from '../../src/core/report/render.ts';
import type { Section } from '../../src/core/report/report.ts';
import { evidenceReader } from '../../src/edge/github/evidence.ts';
import { repositoryReader } from '../../src/edge/github/repository.ts';
import { checkFiles, checkPull } from '../../src/flow/check.ts';
import { NIGHT } from '../core/audit/night.ts';
import { draft, fact, grant, numbered, PROJECT } from '../core/build.ts';
import { ACME, connectTo } from '../edge/github/rehearsal.ts';
import { startBench } from '../sandbox/github/support.ts';
import { blocks, documents, filesUnder, matches, read, textOf } from './documents.ts';

/*
 * Outputs that the documents show are what the commands print. A comment `<!-- printed: NAME -->` names the output of the
 * block below it. After a change of an output, `npx vitest run test/contract/samples.test.ts -u` writes it into the page.
 */

const ROOT = join(import.meta.dirname, '../..');
const SAMPLE = /^<!-- printed: (.+) -->\n\n```text\n[^]*?^```$/gm;

/** Columns of the terminal in the documents. Lines of a document have at most 120 characters. */
const COLUMNS = 100;

const NIGHT_HOURS = { from: '2026-11-24T00:00:00Z', to: '2026-11-24T06:00:00Z' };
const alice = findPerson(NIGHT, 'alice') ?? { ids: [], logins: [] };
const story = aboutPull(NIGHT, 42);

const SAMPLE_PATH = 'requests/2026/11/orders-db-timeouts.yaml';
const POLICIES = filesUnder('policies').filter((path) => path.endsWith('.yaml'));

const PRINTED: Readonly<Record<string, () => string | Promise<string>>> = {
  'check of a pull request': checkOfAPullRequest,
  'check of too long a request': checkOfTooLongARequest,
  reconcile: () => rendered(reconcileSections(oneActivated())),
  'audit access': () =>
    rendered(accessSections(whoHadAccess(NIGHT, { resource: 'projects/acme-orders-prod', ...NIGHT_HOURS }))),
  'audit person': () => rendered(personSections(whatPersonDid(NIGHT, alice))),
  'audit unused': () => rendered(unusedSections(unusedGrants(NIGHT), endedGrants(NIGHT).length)),
  'audit slowest': () => rendered(slowestSections(slowestRemovals(NIGHT))),
  'audit break-glass': () => rendered(breakGlassSections(breakGlassUses(NIGHT))),
  'audit pull': () => rendered(story === undefined ? [] : pullSections(story).slice(0, 2)),
  'verify ok': () => transcript('verify-ok.txt'),
  'verify cut': () => transcript('verify-cut.txt', 3, 5),
};

describe('outputs in the documents', () => {
  it.each(documents)('in $name are what the commands print', async ({ name, text }) => {
    const names = matches(text, SAMPLE);
    expect(names.filter((sample) => !Object.hasOwn(PRINTED, sample))).toEqual([]);
    const outputs = await Promise.all(names.map(async (sample) => [sample, await PRINTED[sample]?.()] as const));
    const printed = new Map(outputs);
    const page = text.replace(
      SAMPLE,
      (_, sample: string) => `<!-- printed: ${sample} -->\n\n\`\`\`text\n${printed.get(sample) ?? ''}\`\`\``,
    );
    await expect(page).toMatchFileSnapshot(join(ROOT, name));
  });

  it('are all shown, each once', () => {
    const shown = documents.flatMap(({ text }) => matches(text, SAMPLE));
    expect(shown.toSorted()).toEqual(Object.keys(PRINTED).toSorted());
  });
});

function rendered(sections: readonly Section[]): string {
  return renderText(sections, (_, text) => text, COLUMNS);
}

/** The check of README's request, with the token of the workflow `check`. */
async function checkOfAPullRequest(): Promise<string> {
  const request = blocks(textOf('README.md'), 'yaml')[0] ?? '';
  const bench = await startBench({ from: POLICIES.map((path) => ({ path, content: read(path) })) });
  try {
    const number = await bench.pull('alice', 'orders-db-timeouts', { [SAMPLE_PATH]: request });
    const permissions = { contents: 'read', pull_requests: 'read' } as const;
    const github = connectTo(bench, bench.token({ kind: 'workflow', permissions }));
    const reader = { ...repositoryReader(github, ACME), ...evidenceReader(github, ACME), time: github.time };
    return rendered(checkSections(await checkPull(reader, number)));
  } finally {
    await bench.close();
  }
}

function checkOfTooLongARequest(): string {
  const asFile = (path: string, text: string) => ({ path, blob: '', mode: '100644', bytes: Buffer.from(text) });
  const request = asFile(SAMPLE_PATH, read(SAMPLE_PATH).replace('duration: 2h', 'duration: 9h'));
  const policies = POLICIES.map((path) => asFile(path, read(path)));
  const sections = checkSections(checkFiles([request], policies, false));
  // The rows repeat the sample above.
  return rendered(sections.map((section) => ({ ...section, rows: [] })));
}

function oneActivated(): Parameters<typeof reconcileSections>[0] {
  const access = ['roles/cloudsql.viewer', 'roles/cloudsql.instanceUser'].map((role) => ({ resource: PROJECT, role }));
  const given = grant({ pull: 2, access });
  const records = numbered([
    draft({ kind: 'activated', pull: 2, grant: given, bindings: access.map(({ role }) => fact(role)) }),
  ]);
  return { records, judged: [], plans: [], messages: [] };
}

/** Lines of a transcript, which `test/transcript/` compares with the command line's own output. */
async function transcript(name: string, from = 0, to?: number): Promise<string> {
  const text = await readFile(join(ROOT, 'test/transcript', name), 'utf8');
  return `${text.trimEnd().split('\n').slice(from, to).join('\n')}\n`;
}
