import { checkOperations, hashOf } from './stored-operation.js';

const sound = { name: 'Viewer', text: '{ viewer { operator } }' };
const fieldsOf = (operations: { name: string; text: string }[]) => {
  const checked = checkOperations(operations);
  return checked.ok ? [] : checked.refusals.map(({ field }) => field?.join('.'));
};

describe('operations to be stored', () => {
  it('have the hash of their text as it is', () => {
    expect(hashOf('{ a }')).not.toBe(hashOf('{ a } '));
    expect(checkOperations([sound, { ...sound, name: 'Again' }])).toEqual({ ok: true, value: [{ ...sound, name: 'Again', hash: hashOf(sound.text) }] });
  });

  it('are refused, each with its place, when they are no single operation of decent size', () => {
    const texts = ['{', 'fragment F on Query { viewer { operator } }', '{ a } query B { b }', `{ ${'a '.repeat(2_100)} }`, `{ a } #${' '.repeat(20_000)}`];
    expect(fieldsOf([sound, ...texts.map((text) => ({ name: 'Bad', text }))])).toEqual([1, 2, 3, 4, 5].map((at) => `operations.${at}.text`));
    expect(fieldsOf([{ ...sound, name: '  ' }, { ...sound, name: 'n'.repeat(201) }])).toEqual(['operations.0.name', 'operations.1.name']);
    expect(fieldsOf([])).toEqual(['operations']);
    expect(fieldsOf(Array.from({ length: 251 }, () => sound))).toEqual(['operations']);
  });
});
