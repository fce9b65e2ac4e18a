import { readCommand, type Command } from './commands.ts';
import type { Annotation } from './records.ts';

/** A job's log as GitHub offers it for download: secrets are masked, and every line has its instant. */
export interface JobLog {
  print(line: string): void;
  /** Masks `secret` as `***` from now on. */
  mask(secret: string): void;
  masked(text: string): string;
  text(): string;
}

/** Opens an empty log. @param now sandbox time in milliseconds */
export function openLog(now: () => number): JobLog {
  const secrets = new Set<string>();
  let text = '';
  const masked = (line: string): string =>
    // Longest first, because one secret may be part of another.
    [...secrets].sort((a, b) => b.length - a.length).reduce((shown, secret) => shown.replaceAll(secret, '***'), line);
  return {
    print(line) {
      text += `${new Date(now()).toISOString()} ${masked(line)}\n`;
    },
    mask(secret) {
      for (const line of secret.split(/\r?\n/u)) if (line.trim() !== '') secrets.add(line);
    },
    masked,
    text: () => text,
  };
}

const annotationsOfALevel = 10;
const longestMessage = 4096;

/** The receiver of one step's output. */
export interface StepOutput {
  /** Prints a line of the step, and obeys it if it is a command. */
  read(line: string): void;
  /** Prints the runner's own remark about the step. */
  say(level: 'error' | 'warning', message: string): void;
}

/** @param annotate receives every remark; of the step's own at most ten per level, as on GitHub */
export function stepOutput(log: JobLog, annotate: (annotation: Annotation) => void): StepOutput {
  const counts = { error: 0, warning: 0, notice: 0 };
  let stoppedUntil: string | undefined;

  function obey(command: Command, line: string): void {
    switch (command.name) {
      case 'error':
      case 'warning':
      case 'notice':
        log.print(`##[${command.name}]${command.text}`);
        counts[command.name] += 1;
        if (counts[command.name] <= annotationsOfALevel) annotate(toAnnotation(command.name, command, log));
        return;
      case 'add-mask':
        log.mask(command.text);
        log.print('::add-mask::***');
        return;
      case 'stop-commands':
        stoppedUntil = command.text;
        log.print(line);
        return;
      case 'group':
      case 'endgroup':
      case 'debug':
        log.print(`##[${command.name}]${command.text}`);
        return;
      default:
        log.print(line);
    }
  }

  return {
    read(line) {
      const command = readCommand(line);
      if (stoppedUntil !== undefined) {
        if (command?.name === stoppedUntil.toLowerCase()) stoppedUntil = undefined;
        log.print(line);
      } else if (command === undefined) log.print(line);
      else obey(command, line);
    },
    say(level, message) {
      log.print(`##[${level}]${message}`);
      annotate({ level, message: log.masked(message).slice(0, longestMessage) });
    },
  };
}

function toAnnotation(level: Annotation['level'], command: Command, log: JobLog): Annotation {
  const { title, file, line, endLine, col, endColumn } = command.properties;
  return {
    level,
    message: log.masked(command.text).slice(0, longestMessage),
    ...(title === undefined ? {} : { title }),
    ...(file === undefined ? {} : { path: file }),
    ...numbers({ line, endLine, column: col, endColumn }),
  };
}

function numbers(values: Readonly<Record<string, string | undefined>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== undefined && /^\d+$/u.test(value))
      .map(([name, value]) => [name, Number(value)]),
  );
}
