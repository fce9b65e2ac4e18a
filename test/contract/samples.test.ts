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
  slowestRemovals,
  unusedGrants,
  whatPersonDid,
  whoHadAccess,
} from '../../src/core/audit/questions.ts';
import { findPerson } from '../../src/core/audit/select.ts';
import { renderText } from '../../src/core/report/render.ts';
import type { Section } from '../../src/core/report/report.ts';
import { NIGHT } from '../core/audit/night.ts';
import { documents, matches } from './documents.ts';

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
const page = aboutPull(NIGHT, 42);

const PRINTED: Readonly<Record<string, string>> = {
  'audit access': rendered(
    accessSections(whoHadAccess(NIGHT, { resource: 'projects/acme-orders-prod', ...NIGHT_HOURS })),
  ),
  'audit person': rendered(personSections(whatPersonDid(NIGHT, alice))),
  'audit unused': rendered(unusedSections(unusedGrants(NIGHT))),
  'audit slowest': rendered(slowestSections(slowestRemovals(NIGHT))),
  'audit break-glass': rendered(breakGlassSections(breakGlassUses(NIGHT))),
  'audit pull': rendered(page === undefined ? [] : pullSections(page).slice(0, 2)),
  'verify ok': await transcript('verify-ok.txt'),
  'verify cut': await transcript('verify-cut.txt', 3, 5),
};

describe('outputs in the documents', () => {
  it.each(documents)('in $name are what the commands print', async ({ name, text }) => {
    const unknown = matches(text, SAMPLE).filter((sample) => !Object.hasOwn(PRINTED, sample));
    expect(unknown).toEqual([]);
    const printed = text.replace(
      SAMPLE,
      (_, sample: string) => `<!-- printed: ${sample} -->\n\n\`\`\`text\n${PRINTED[sample] ?? ''}\`\`\``,
    );
    await expect(printed).toMatchFileSnapshot(join(ROOT, name));
  });

  it('are all shown, each once', () => {
    const shown = documents.flatMap(({ text }) => matches(text, SAMPLE));
    expect(shown.toSorted()).toEqual(Object.keys(PRINTED).toSorted());
  });
});

function rendered(sections: readonly Section[]): string {
  return renderText(sections, (_, text) => text, COLUMNS);
}

/** Lines of a transcript, which `test/transcript/` compares with the command line's own output. */
async function transcript(name: string, from = 0, to?: number): Promise<string> {
  const text = await readFile(join(ROOT, 'test/transcript', name), 'utf8');
  return `${text.trimEnd().split('\n').slice(from, to).join('\n')}\n`;
}
