import { describe, expect, it } from 'vitest';
import { listFixtures } from '../core/documents.ts';
import { INPUTS, READERS } from './inputs.ts';

describe('hostile input', () => {
  it.each(INPUTS)('$reader: $name', ({ reader, input, says }) => {
    expect(READERS[reader](input)).toBe(says);
  });

  it('is a corpus of 250 and more, each with what is said to it', () => {
    const total = INPUTS.length + listFixtures().length;
    console.log(`${total} hostile inputs: ${listFixtures().length} documents, ${INPUTS.length} others`);
    expect(total).toBeGreaterThanOrEqual(250);
    expect(new Set(INPUTS.map(({ reader, name }) => `${reader} ${name}`)).size).toBe(INPUTS.length);
  });
});
