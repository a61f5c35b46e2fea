import fc from 'fast-check';
import { bindPathway } from '../bind-pathway.js';
import { importPathways } from '../import-pathways.js';
import { sayablePathways } from '../testing/sayable-pathways.js';
import type { CtdlNames } from './ctdl-names.js';
import { exportCtdl } from './export-ctdl.js';

const names: CtdlNames = {
  pathway: 'https://ladder.example/p/pth_1',
  ctid: 'ce-11111111-1111-4111-8111-111111111111',
  achievement: (id) => ({ iri: `https://ladder.example/a/${id}` }),
  otherPathway: (id) => `https://ladder.example/p/${id}`,
};

/** Reads a document and gives its things the ids they had. */
function readBack(document: unknown) {
  const imported = importPathways(JSON.stringify(document), 'CTDL');
  if (!imported.ok) throw new Error(imported.refusal.message);
  const [pathway, ...more] = imported.pathways;
  expect(more).toEqual([]);
  if (!pathway) throw new Error('no pathway');
  const bound = bindPathway(pathway, new Map(pathway.references.map(({ iri }) => [iri, iri.split('/').at(-1) ?? ''])));
  if (!bound.ok) throw new Error('not bound');
  return { pathway: bound.pathway, report: pathway.report };
}

test('a pathway of which CTDL can say everything comes back as it was', () => {
  fc.assert(
    fc.property(sayablePathways, (pathway) => {
      const { document, report } = exportCtdl(pathway, names);
      expect(report.filter(({ outcome }) => outcome !== 'MAPPED')).toEqual([]);
      const back = readBack(document);
      expect(back.pathway).toEqual(pathway);
      expect(back.report.filter(({ outcome }) => outcome === 'REFUSED')).toEqual([]);
    }),
    { numRuns: 400 },
  );
});

test('what CTDL has no word for is named, and what is said of the rest still comes back', () => {
  const { document, report } = exportCtdl(
    {
      requirements: [
        { id: 'r1', kind: 'award', achievement: 'a1', minResult: { scale: 'percent', atLeast: 70 } },
        { id: 'r2', kind: 'sum', measure: 'ects', atLeast: 12, from: { tag: 'ethics' } },
        { id: 'r3', kind: 'award', achievement: 'a2', optional: true },
        { id: 'r4', kind: 'attested', by: 'mentor', validFor: 'P1Y' },
      ],
      order: [{ before: 'r1', after: 'r2', mode: 'corequisite' }],
      policy: { sharing: 'exclusiveSums', maxSharedAwards: 2 },
      completion: { achievement: 'z', autoIssue: true, onRevocation: 'suspend' },
      maintenance: { anchor: { on: 'completion' }, cycle: 'P3Y', node: { id: 'ce', kind: 'sum', measure: 'hours', atLeast: 60, from: {} } },
    },
    names,
  );
  expect(report.filter(({ outcome }) => outcome !== 'MAPPED').map(({ construct, outcome }) => `${outcome} ${construct}`)).toEqual([
    'APPROXIMATED /requirements/2/optional',
    'REFUSED /requirements/0/minResult',
    'REFUSED /requirements/1',
    'REFUSED /requirements/3/validFor',
    'APPROXIMATED /requirements/3/by',
    'REFUSED /order/0',
    'REFUSED /policy/sharing',
    'REFUSED /policy/maxSharedAwards',
    'REFUSED /maintenance',
    'APPROXIMATED /completion',
  ]);
  expect(readBack(document).pathway.requirements.map(({ id }) => id)).toEqual(['r1', 'r2', 'r4']);
});

test('a component is named by its achievement and of the subclass that its type calls for', () => {
  const { document } = exportCtdl(
    { requirements: [{ id: 'r1', kind: 'award', achievement: 'a1' }], policy: { sharing: 'shared' } },
    { ...names, achievement: (id) => ({ iri: `https://ladder.example/a/${id}`, name: 'Joinery', type: 'Course' }) },
  );
  expect(document['@graph']).toContainEqual({
    '@id': 'https://ladder.example/p/pth_1#r1',
    '@type': 'ceterms:CourseComponent',
    'ceterms:name': 'Joinery',
    'ceterms:proxyFor': 'https://ladder.example/a/a1',
  });
});
