import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CONTROLS } from '../../../src/core/audit/control-table.ts';
import { controlsCsv } from '../../../src/core/audit/controls.ts';
import { RECORD_KINDS } from '../../../src/core/ledger/record.ts';

/** NIST controls whose text was read in NIST's OSCAL catalog of revision 5 (the resolved HIGH baseline). */
const READ = [
  ...['AC-2', 'AC-2(2)', 'AC-2(3)', 'AC-2(4)', 'AC-3', 'AC-5', 'AC-6', 'AC-6(5)', 'AC-6(7)', 'AC-6(9)'],
  ...['AU-2', 'AU-3', 'AU-6', 'AU-8', 'AU-9', 'AU-9(2)', 'AU-9(3)', 'AU-10', 'AU-12', 'CM-5'],
];

describe('the table of controls', () => {
  it('names each control once, says what it does not cover, and only kinds of records there are', () => {
    const names = CONTROLS.map(({ framework, id }) => `${framework} ${id}`);
    expect(new Set(names).size).toBe(names.length);
    for (const { notCovered, records, whatWeDo } of CONTROLS) {
      expect(notCovered.length).toBeGreaterThan(10);
      expect(whatWeDo.length).toBeGreaterThan(20);
      expect(records.length).toBeGreaterThan(0);
      for (const kind of records) expect(RECORD_KINDS).toContain(kind);
    }
  });

  it('names only findings that verify has', () => {
    const codes = readFileSync(new URL('../../../src/core/verify/finding.ts', import.meta.url), 'utf8');
    for (const { verify: findings } of CONTROLS) {
      expect(findings.length).toBeGreaterThan(0);
      for (const finding of findings) expect(codes).toContain(`| '${finding}'`);
    }
  });

  it('names the findings against verdicts on policies in each control about decisions and changes', () => {
    const needed = ['decision-differs', 'verdict-differs', 'verdict-unfounded', 'version-unrecorded'];
    const naming = CONTROLS.filter(({ verify }) => needed.every((code) => verify.some((one) => one === code)));
    expect(naming.map(({ id }) => id)).toEqual([
      ...['AC-3', 'AC-5', 'AC-6', 'AC-6(5)', 'AU-10', 'CM-5', '7.2.2', '7.2.3', 'A.5.15', 'A.5.18', 'A.8.2'],
      ...['CC6.1', 'CC6.2', 'CC8.1'],
    ]);
    const changes = CONTROLS.filter(({ records }) => records.includes('policies-changed')).map(({ id }) => id);
    expect(changes).toEqual(['CM-5', 'A.5.15', 'CC8.1']);
  });

  it('claims a text as read only where it was', () => {
    for (const { framework, id, textRead } of CONTROLS) {
      const wasRead = framework.startsWith('NIST') ? READ.includes(id) : framework.startsWith('PCI') && id === '7.2.4';
      expect({ id, textRead }).toEqual({ id, textRead: wasRead ? 'yes' : 'unverified' });
    }
    expect(new Set(CONTROLS.map(({ framework }) => framework)).size).toBe(4);
  });

  it('is one line of CSV for each control, after the names of its columns', () => {
    const lines = controlsCsv().trimEnd().split('\r\n');
    expect(lines).toHaveLength(CONTROLS.length + 1);
    expect(lines[0]).toBe('control,framework,what_we_do,record_kinds,verify_checks,not_covered,text_read');
    expect(lines.find((line) => line.startsWith('AC-6(9),'))).toContain(',used,');
  });
});
