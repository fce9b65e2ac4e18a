import { describe, expect, it } from 'vitest';
import { readCommand } from '../../../src/sandbox/actions/commands.ts';
import { readAssignments } from '../../../src/sandbox/actions/filecommands.ts';

describe('a printed line', () => {
  it('is a command with its properties and text unescaped', () => {
    expect(readCommand('  ::error file=a%2Cb.yaml,line=3,title=no%3A::50%25 of%0Ait')).toEqual({
      name: 'error',
      properties: { file: 'a,b.yaml', line: '3', title: 'no:' },
      text: '50% of\nit',
    });
  });

  it('unescapes once: an escaped percent sign stays what it is', () => {
    expect(readCommand('::notice::%250A')?.text).toBe('%0A');
  });

  it('is a command of the older kind wherever it stands in the line', () => {
    expect(readCommand('alice said ##[error file=a;line=1]careful')).toEqual({
      name: 'error',
      properties: { file: 'a', line: '1' },
      text: 'careful',
    });
  });

  it.each(['said ::error::', ':: error::', '::error', '# [error]', '::'])('%j is only printed', (line) => {
    expect(readCommand(line)).toBeUndefined();
  });
});

describe('a file of assignments', () => {
  it('holds lines and blocks, the last of a name counting', () => {
    const text = 'a=1\nb<<END\ntwo\n\nlines=here\nEND\na=2\r\nc=x=y<<z\n';
    expect(readAssignments(text)).toEqual({ a: '2', b: 'two\n\nlines=here', c: 'x=y<<z' });
  });

  it('is refused with its line when it is neither', () => {
    expect(() => readAssignments('a=1\nnonsense')).toThrow("Invalid format 'nonsense'");
    expect(() => readAssignments('=1')).toThrow("Invalid format '=1'");
    expect(() => readAssignments('a<<END\nnever')).toThrow("Matching delimiter not found 'END'");
  });

  it('may name what objects have already', () => {
    expect(Object.keys(readAssignments('__proto__=1'))).toEqual(['__proto__']);
  });
});
