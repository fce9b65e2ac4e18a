/**
 * A printed line that the runner obeys. As in actions/runner, `::name key=value::text` may follow only spaces. The
 * older `##[name key=value]text` may begin anywhere in a line.
 */
export interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly text: string;
}

const current = /^\s*::(?<name>[^\s:]+)(?:\s+(?<properties>.*?))?::(?<text>.*)$/su;
const older = /##\[(?<name>[^\s\]]+)(?:\s+(?<properties>[^\]]*))?\](?<text>.*)$/su;

/**
 * Returns the command in a line, or undefined if the line is only printed. The command's name may be unknown to the
 * runner.
 */
export function readCommand(line: string): Command | undefined {
  const found = current.exec(line);
  if (found !== null) return toCommand(found.groups, ',', unescapeProperty, unescapeText);
  const old = older.exec(line);
  return old === null ? undefined : toCommand(old.groups, ';', unescapeOlder, unescapeOlder);
}

type Unescape = (text: string) => string;

function toCommand(
  groups: Readonly<Record<string, string>> | undefined,
  separator: string,
  property: Unescape,
  text: Unescape,
): Command {
  const properties = (groups?.['properties'] ?? '')
    .split(separator)
    .map((pair) => /^\s*([^=]+)=(.*)$/su.exec(pair))
    .filter((pair) => pair !== null)
    .map(([, key = '', value = '']) => [key, property(value)] as const);
  return {
    name: (groups?.['name'] ?? '').toLowerCase(),
    properties: Object.fromEntries(properties),
    text: text(groups?.['text'] ?? ''),
  };
}

const unescapeText: Unescape = (text) => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
const unescapeProperty: Unescape = (text) => unescapeText(text.replaceAll('%3A', ':').replaceAll('%2C', ','));
const unescapeOlder: Unescape = (text) =>
  text
    .replaceAll('%3B', ';')
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%5D', ']')
    .replaceAll('%25', '%');
