import fc from 'fast-check';
import { changesOf, type ComparedPart, differencesOf } from './part-difference.js';

const text = (changes: readonly { kind: string; text: string }[], left: string) =>
  changes.filter(({ kind }) => kind !== left).map((change) => change.text).join('');

describe('the difference of two texts', () => {
  it('is told word for word', () => {
    expect(changesOf('The lesson began late.', 'The lesson began in time.')).toEqual([
      { kind: 'SAME', text: 'The lesson began ' },
      { kind: 'REMOVED', text: 'late' },
      { kind: 'ADDED', text: 'in time' },
      { kind: 'SAME', text: '.' },
    ]);
    expect(changesOf('', 'New.')).toEqual([{ kind: 'ADDED', text: 'New.' }]);
  });

  it('holds both of them, whatever they are', () => {
    const words = fc.array(fc.constantFrom('a', 'b', 'lesson', 'Schüler', '.', '\n'), { maxLength: 30 }).map((some) => some.join(' '));
    fc.assert(
      fc.property(words, words, (before, after) => {
        const changes = changesOf(before, after);
        expect(text(changes, 'ADDED')).toBe(before);
        expect(text(changes, 'REMOVED')).toBe(after);
      }),
    );
  });

  it('is found of long texts, or told as a whole', () => {
    const long = (seed: number) => Array.from({ length: 20_000 }, (_, n) => `w${(n * seed) % 9_973}`).join(' ');
    const changes = changesOf(long(7), long(11));
    expect(text(changes, 'ADDED')).toBe(long(7));
  });
});

describe('the difference of two filings', () => {
  const part = (requirementKey: string, words: string, carriedFrom: number | null, names: string[] = []): ComparedPart => ({
    requirementKey,
    text: words,
    carriedFrom,
    evidence: names.map((name) => ({ id: name, blindName: name })),
  });

  it('is that of the parts which were filed anew', () => {
    const before = [part('p1', 'One.', null), part('p3', 'Three.', null, ['artefact-1.docx'])];
    const after = [part('p1', 'One.', 1), part('p3', 'Three more.', null, ['artefact-2.docx'])];
    expect(differencesOf(before, after)).toMatchObject([{ requirement: 'p3', evidenceAdded: ['artefact-2.docx'], evidenceRemoved: ['artefact-1.docx'] }]);
  });
});
