import { importPathways } from '@cairn/exchange';
import { boundImport } from './bound-import.js';

const document = importPathways(JSON.stringify([{ title: 'Oars', achievements: [{ id: 'u:a', name: 'Anchor' }, 'u:b'] }, { title: 'Sails', achievements: ['u:c'] }]), 'LEARNING_PATH');
const bound = (iri: string, id = `ach_${iri}`) => ({ iri, kind: 'ACHIEVEMENT' as const, id });

test('the pathway that is asked for comes with ids, and with the report', () => {
  const { decision, report } = boundImport(document, 'Sails', [bound('u:c')]);
  expect(decision).toMatchObject({ ok: true, value: { title: 'Sails', definition: { requirements: [{ achievement: 'ach_u:c' }] } } });
  expect(report[0]).toMatchObject({ outcome: 'MAPPED' });
});

test('what is not bound is named, and nothing comes of it', () => {
  const { decision, unbound } = boundImport(document, 'Oars', [bound('u:b')]);
  expect(decision).toMatchObject({ ok: false, refusals: [{ code: 'IMPORT_REFUSED', message: 'One thing is not bound: Anchor (u:a).', field: ['bindings'] }] });
  expect(unbound.map(({ iri }) => iri)).toEqual(['u:a']);
});

test('one of several has to be chosen', () => {
  expect(boundImport(document, null, []).decision).toMatchObject({ ok: false, refusals: [{ field: ['pathway'], message: expect.stringContaining('Oars, Sails') as string }] });
  expect(boundImport(document, 'Masts', []).decision).toMatchObject({ ok: false, refusals: [{ field: ['pathway'] }] });
});

test('a binding of nothing, or of another kind, is refused at its place', () => {
  const { decision } = boundImport(document, 'Sails', [bound('u:c'), bound('u:x'), { iri: 'u:c', kind: 'PATHWAY', id: 'pth_1' }]);
  expect(decision).toMatchObject({ ok: false, refusals: [{ field: ['bindings', '1', 'iri'] }, { field: ['bindings', '2'] }] });
});

test('a document that cannot be read is refused with its reason and place', () => {
  const { decision } = boundImport(importPathways('{"a": [', 'CTDL'), null, []);
  expect(decision).toMatchObject({ ok: false, refusals: [{ code: 'IMPORT_REFUSED', message: expect.stringMatching(/^NOT_JSON: .* \(line 1, column \d+\)\.$/) as string, field: ['source', 'document'] }] });
});
