import type { DoctorReport, Room } from '../gate/doctor.ts';
import type { GateFinding } from '../gate/rule.ts';
import { code, said, type Phrase, type Section } from './report.ts';

/** What doctor tells: what is weaker than declared and how to mend it, what could not be seen, what is to be known. */
export function doctorSections(report: DoctorReport): readonly Section[] {
  return [headingOf(report), ...report.rooms.filter(({ findings }) => findings.length > 0).map(sectionOf)];
}

function headingOf({ repository, head, rooms, asDeclared, messages }: DoctorReport): Section {
  const findings = rooms.flatMap((room) => room.findings);
  const count = (severity: GateFinding['severity']) =>
    findings.filter((finding) => finding.severity === severity).length;
  const [weak, unseen] = [count('weak'), count('unknown')];
  const about: Phrase = [code(repository), ' at ', code(head.slice(0, 7))];
  const notKnown = unseen === 0 ? [] : [`; ${unseen} ${unseen === 1 ? 'thing is' : 'things are'} not known`];
  const rows = [
    { label: 'looked at', value: about },
    { label: 'rules asked', value: [String(rooms.reduce((sum, { asked }) => sum + asked, 0))] },
  ];
  const lists =
    messages.length === 0
      ? []
      : [{ title: 'not done', items: messages.map(({ sentence }): Phrase => [said(sentence)]) }];
  if (messages.length > 0) return { mark: 'bad', title: ['not everything could be looked at'], rows, lists };
  if (asDeclared) return { mark: 'good', title: ['the gate is as declared', ...notKnown], rows };
  const title = weak === 0 ? 'what is declared could not be seen' : `${weak} ${weak === 1 ? 'weakness' : 'weaknesses'}`;
  return { mark: 'bad', title: [title, ...notKnown], rows };
}

function sectionOf({ heading, findings }: Room): Section {
  const titles = { weak: 'weaker than it should be', unknown: 'not known', note: 'to be known' } as const;
  const lists = (['weak', 'unknown', 'note'] as const).map((severity) => ({
    title: titles[severity],
    items: findings.filter((finding) => finding.severity === severity).map(findingPhrase),
  }));
  const weak = findings.some(({ severity }) => severity === 'weak');
  return {
    mark: weak ? 'bad' : 'plain',
    title: [heading],
    lists: lists.filter(({ items }) => items.length > 0),
  };
}

function findingPhrase({ code: name, sentence, fix, requirement }: GateFinding): Phrase {
  const declared: Phrase = requirement === undefined ? [] : [' (', code(`require.${requirement}`), ')'];
  return [code(name), ' ', said(sentence), ...declared, '. To mend it: ', said(fix)];
}
