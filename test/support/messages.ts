import { sentencesOf, type Message } from '../../src/core/message.ts';

/* The sentences of a report by severity, as tests read them. */

interface Reporting {
  readonly messages: readonly Message[];
}

/** What failed: exit status 3. */
export const errorsIn = ({ messages }: Reporting): readonly string[] => sentencesOf(messages, 'error');
/** Why nothing was granted, or was refused: exit status 1. */
export const warningsIn = ({ messages }: Reporting): readonly string[] => sentencesOf(messages, 'warning');
/** What waits for a later run. */
export const noticesIn = ({ messages }: Reporting): readonly string[] => sentencesOf(messages, 'notice');
export const infosIn = ({ messages }: Reporting): readonly string[] => sentencesOf(messages, 'info');
/** Everything that keeps a run from granting, a failure or not. */
export const blocksIn = (report: Reporting): readonly string[] => [...warningsIn(report), ...errorsIn(report)];
