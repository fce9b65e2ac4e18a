import type { DoctorReport, Room } from '../gate/doctor.ts';
import { counted } from '../counted.ts';
import type { GateFinding } from '../gate/rule.ts';
import { stepsAfter } from './next-steps.ts';
import { code, said, type Item, type Phrase, type Section } from './report.ts';

/** Shows weaknesses with their fixes, facts that could not be read, and notes. */
export function doctorSections(report: DoctorReport): readonly Section[] {
  return [headingOf(report), ...report.rooms.filter(({ findings }) => findings.length > 0).map(sectionOf)];
}

function headingOf({ repository, head, rooms, asDeclared, messages }: DoctorReport): Section {
  const findings = rooms.flatMap((room) => room.findings);
  const count = (severity: GateFinding['severity']) =>
    findings.filter((finding) => finding.severity === severity).length;
  const [weak, unseen] = [count('weak'), count('unknown')];
  const about: Phrase = [code(repository), ' at ', code(head.slice(0, 7))];
  const notKnown = unseen === 0 ? [] : [`; ${counted(unseen, 'fact')} unknown`];
  const rows = [
    { label: 'repository', value: about },
    { label: 'rules checked', value: [String(rooms.reduce((sum, { asked }) => sum + asked, 0))] },
  ];
  const lists =
    messages.length === 0
      ? []
      : [{ title: 'not done', items: messages.map(({ sentence }): Phrase => [said(sentence)]) }];
  if (messages.length > 0)
    return { mark: 'bad', title: ['Some settings could not be read.'], rows, lists, next: stepsAfter(messages) };
  if (asDeclared) return { mark: 'good', title: ['The repository is guarded as declared', ...notKnown], rows };
  const title = weak === 0 ? 'A declared guard could not be read' : counted(weak, 'weakness', 'weaknesses');
  return { mark: 'bad', title: [title, ...notKnown], rows };
}

function sectionOf({ heading, findings }: Room): Section {
  const titles = { weak: 'weak', unknown: 'unknown', note: 'note' } as const;
  const lists = (['weak', 'unknown', 'note'] as const).map((severity) => ({
    title: titles[severity],
    items: findings.filter((finding) => finding.severity === severity).map(findingItem),
  }));
  const weak = findings.some(({ severity }) => severity === 'weak');
  return {
    mark: weak ? 'bad' : 'plain',
    title: [heading],
    lists: lists.filter(({ items }) => items.length > 0),
  };
}

/** A finding, with its fix on a line of its own. */
function findingItem({ code: name, sentence, fix, requirement }: GateFinding): Item {
  const declared: Phrase = requirement === undefined ? [] : [' (', code(`require.${requirement}`), ')'];
  return { phrase: [code(name), ' ', said(sentence), ...declared], step: [said(fix)] };
}
