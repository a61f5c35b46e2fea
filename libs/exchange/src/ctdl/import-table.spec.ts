import { importPathways } from '../import-pathways.js';
import { onlyPathway } from '../testing/imported.js';

test('a table of rows for a pathway, its components and conditions is read as CTDL', () => {
  const table = [
    'External Identifier,Pathway Component Type,name,sourceData,has Condition,required Number,target Component,hasDestinationComponent',
    'p,Pathway,Ferryman,,,,,z',
    'z,CredentialComponent,Ferryman,https://ferry.example/z,k,,,',
    'k,ComponentCondition,,,,2,a | b | c,',
    'a,CredentialComponent,Knots,https://ferry.example/a,,,,',
    'b,CredentialComponent,"Tides, and moons",https://ferry.example/b,,,,',
    'c,CredentialComponent,Stars,https://ferry.example/c,,,,',
  ].join('\n');
  const { pathway, report } = onlyPathway(table, 'CTDL_TABLE');
  expect(pathway.requirements).toMatchObject([{ id: 'k', kind: 'nOf', n: 2, of: [{ achievement: 'a' }, { title: 'Tides, and moons' }, { achievement: 'c' }] }]);
  expect(pathway.completion).toEqual({ achievement: 'z', autoIssue: false });
  expect(report.map(({ construct }) => construct)).toContain('row 4');
});

test('a list of titles is told from a pathway: every row is refused, and none comes of it', () => {
  const imported = importPathways('Row Type,Name,Description,Last Updated,Finder Detail Page\nResource,Ferryman,…,Unknown,https://x.example/\n', 'CTDL_TABLE');
  expect(imported).toMatchObject({ ok: true, pathways: [], report: [{ construct: 'row 2', outcome: 'REFUSED' }, { construct: '', outcome: 'REFUSED' }] });
});
