import { isObjectType, buildASTSchema, parse } from 'graphql';
import { read, sources } from './tree.js';

/**
 * Mutations that no test of a service runs, and why that is well. Every other one runs in a `*.db-spec.ts` on
 * ServiceUnderTest, whose database refuses a request that wrote and noted nothing (noted-writes.ts).
 */
const exceptions: Record<string, string> = {};

const mutations = ((): string[] => {
  const schema = buildASTSchema(parse(read('gateway/contracts/internal.graphql')), { assumeValidSDL: true });
  const type = schema.getMutationType();
  return isObjectType(type) ? Object.keys(type.getFields()) : [];
})();

const tested = sources('services')
  .filter(({ path, text }) => (/\.db-spec\.ts$/.test(path) || /services\/\w+\/src\/testing\/(registry|review-desk|verification-registry)\.ts$/.test(path)) && /ServiceUnderTest|(testing\/|\.\/)(service|registry|review-desk|verification-registry)\.js/.test(text))
  .map(({ text }) => text)
  .join('\n');

/** In a document, or as the name from which a test makes one. */
const runs = (mutation: string): boolean => new RegExp(`\\b${mutation}\\(|['"\`]${mutation}['"\`]`).test(tested);

test('every mutation runs where a write without a note in the audit trail is refused, or says why not', () => {
  expect(mutations.length).toBeGreaterThan(50);
  expect(mutations.filter((mutation) => !runs(mutation) && !(mutation in exceptions))).toEqual([]);
});

test('no exception is left over', () => {
  expect(Object.keys(exceptions).filter((mutation) => runs(mutation) || !mutations.includes(mutation))).toEqual([]);
});
