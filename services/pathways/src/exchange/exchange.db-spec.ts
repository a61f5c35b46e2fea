import { randomBytes } from 'node:crypto';
import { publicId } from '@cairn/subgraph';
import { did } from '../testing/doing.js';
import { aDefinition, aMuseum, awardNode, type Museum } from '../testing/museum.js';
import { aCaller, aService, type PathwaysService } from '../testing/service.js';

interface Finding {
  readonly construct: string;
  readonly outcome: string;
  readonly note: string;
}
interface ImportAnswer {
  readonly pathway: { readonly id: string; readonly title: string } | null;
  readonly pathwayVersion: { readonly state: string; readonly definition: { readonly requirements: unknown[] } } | null;
  readonly report: readonly Finding[];
  readonly unbound: readonly { readonly iri: string; readonly kind: string; readonly name: string | null }[];
  readonly check: { readonly isPublishable: boolean; readonly findings: readonly { readonly code: string }[] } | null;
}

const at = (id: string) => `https://ropes.example/${id}`;
/** Two of three ropes, and what CTDL says that we cannot. */
const document = (more: object = {}) =>
  JSON.stringify({
    '@graph': [
      { '@id': at('pathway'), '@type': 'ceterms:Pathway', 'ceterms:name': { en: 'Rope maker' }, 'ceterms:hasDestinationComponent': at('master') },
      {
        '@id': at('master'),
        '@type': 'ceterms:CredentialComponent',
        'ceterms:proxyFor': at('badges/master'),
        'ceterms:hasCondition': [{ '@id': at('two'), '@type': 'ceterms:ComponentCondition', 'ceterms:requiredNumber': 2, 'ceterms:targetComponent': [at('hemp'), at('jute')], ...more }],
      },
      ...['hemp', 'jute'].map((id) => ({ '@id': at(id), '@type': 'ceterms:CourseComponent', 'ceterms:name': id, 'ceterms:proxyFor': at(`badges/${id}`) })),
    ],
  });

describe('pathways of other systems', () => {
  let service: PathwaysService;
  let museum: Museum;
  let [hemp, jute, master, coil] = ['', '', '', ''];
  beforeAll(async () => {
    service = await aService('2026-06-01');
    museum = await aMuseum(service);
    [hemp, jute, master, coil] = [await museum.anAchievement('Hemp'), await museum.anAchievement('Jute'), await museum.anAchievement('Master'), await museum.anAchievement('Coil')];
  });
  afterAll(() => service.close());

  const bindings = () => Object.entries({ hemp, jute, master }).map(([id, achievement]) => ({ iri: at(`badges/${id}`), achievementId: publicId('Achievement', achievement) }));
  const fields = 'pathway { id title } pathwayVersion { state definition } report { construct outcome note } unbound { iri kind name } check { isPublishable findings { code } }';
  const imports = (input: object, by = museum.caller) =>
    did<ImportAnswer>(service, by, 'importPathway', { issuerId: publicId('Issuer', museum.issuer), code: randomBytes(6).toString('hex'), source: { format: 'CTDL', document: document() }, ...input }, fields);
  const countPathways = async () => {
    const { data } = await service.ask<{ pathways: { totalCount: number } }>(museum.caller, 'query { pathways(first: 1) { totalCount } }', {});
    return data?.pathways.totalCount;
  };

  it('become drafts with the report of what was read, and with what publishing would say', async () => {
    const { userErrors, pathway, pathwayVersion, report, check, unbound } = await imports({ bindings: bindings() });
    expect(userErrors).toEqual([]);
    expect(pathway).toMatchObject({ title: 'Rope maker' });
    expect(pathwayVersion).toMatchObject({
      state: 'DRAFT',
      definition: {
        requirements: [{ id: 'two', kind: 'nOf', n: 2, of: [{ id: 'hemp', kind: 'award', achievement: publicId('Achievement', hemp), title: 'hemp' }, { id: 'jute' }] }],
        completion: { achievement: publicId('Achievement', master), autoIssue: false },
      },
    });
    expect(report).toContainEqual({ construct: '/@graph/1/ceterms:hasCondition/0', outcome: 'MAPPED', note: 'requiredNumber: 2 of the 2 components and conditions together' });
    expect(check).toEqual({ isPublishable: true, findings: [] });
    expect(unbound).toEqual([]);
  });

  it('write nothing while something is not bound, and name it', async () => {
    const before = await countPathways();
    const { userErrors, pathway, unbound, report } = await imports({ bindings: bindings().slice(1) });
    expect(pathway).toBeNull();
    expect(userErrors).toMatchObject([{ code: 'IMPORT_REFUSED', field: ['input', 'bindings'] }]);
    expect(unbound).toEqual([{ iri: at('badges/hemp'), kind: 'ACHIEVEMENT', name: 'hemp' }]);
    expect(report.length).toBeGreaterThan(0);
    expect(await countPathways()).toBe(before);
  });

  it('keep out whom a refused rule would not let pass: somebody has to attest it', async () => {
    const mean = { 'ceterms:hasConstraint': [{ '@type': 'ceterms:Constraint', 'ceterms:leftAction': 'array:Mean', 'ceterms:leftSource': 'ex:mark', 'ceterms:comparator': 'compare:GTEQ', 'ceterms:rightSource': 50 }] };
    const { pathwayVersion, report } = await imports({ source: { format: 'CTDL', document: document(mean) }, bindings: bindings() });
    expect(report.filter(({ outcome }) => outcome === 'REFUSED')).toHaveLength(1);
    expect(pathwayVersion?.definition.requirements).toMatchObject([{ kind: 'all', of: [{ kind: 'nOf' }, { kind: 'attested', title: 'Mean mark GTEQ 50' }] }]);
  });

  it('are looked at beforehand by those who design', async () => {
    const text = 'query ($input: PathwayDocumentInput!) { previewPathwayImport(input: $input) { refusal { code at } pathways { source title definition references { iri name type } } report { outcome } } }';
    const ask = async (input: object, by = museum.caller) => (await service.ask<{ previewPathwayImport: unknown }>(by, text, { input })).data?.previewPathwayImport;
    expect(await ask({ format: 'CTDL', document: document() })).toMatchObject({ refusal: null, pathways: [{ source: at('pathway'), title: 'Rope maker', references: [{ iri: at('badges/hemp'), name: 'hemp', type: 'CourseComponent' }, {}, {}] }] });
    expect(await ask({ format: 'CTDL', document: '{"@graph": [' })).toMatchObject({ refusal: { code: 'NOT_JSON', at: expect.stringContaining('line 1') as string }, pathways: [] });
    expect(await ask({ format: 'CTDL' })).toMatchObject({ refusal: { code: 'IMPORT_REFUSED' } });
    expect(await ask({ format: 'CTDL', document: document() }, aCaller(museum.tenant, ['AWARD']))).toBeNull();
  });

  it('are refused to those who do not design, at issuers of others, and when neither text nor upload is given', async () => {
    expect((await imports({ bindings: bindings() }, aCaller(museum.tenant, ['AWARD']))).userErrors).toMatchObject([{ code: 'GRANT_MISSING' }]);
    const other = await aMuseum(service);
    expect((await imports({ bindings: bindings() }, other.caller)).userErrors).toMatchObject([{ code: 'NOT_FOUND', field: ['input', 'issuerId'] }]);
    expect((await imports({ source: { format: 'CTDL' } })).userErrors).toMatchObject([{ code: 'IMPORT_REFUSED', field: ['input', 'source', 'document'] }]);
    expect((await imports({ source: { format: 'CTDL', uploadId: 'f'.repeat(32) } })).userErrors).toMatchObject([{ code: 'IMPORT_REFUSED', field: ['input', 'source', 'uploadId'] }]);
  });

  it('give the same answer again for the same key, and are told apart by their code', async () => {
    const input = { idempotencyKey: 'ropes-1', code: 'ropes', bindings: bindings() };
    const [first, again] = [await imports(input), await imports(input)];
    expect(again.pathway?.id).toBe(first.pathway?.id);
    expect((await imports({ code: 'ropes', bindings: bindings() })).userErrors).toMatchObject([{ code: 'ALREADY_EXISTS' }]);
  });

  it('are given to others as CTDL, which is read again as the same pathway', async () => {
    const written = aDefinition([awardNode('h', hemp), { id: 'some', kind: 'nOf', n: 1, of: [awardNode('j', jute), { ...awardNode('c', coil), minResult: { scale: 'percent', atLeast: 70 } }] }], { completion: { achievement: publicId('Achievement', master), autoIssue: false } });
    const { pathway, version } = await museum.aPathway(written);
    const { data } = await service.ask<{ pathwayVersion?: unknown; _entities: { ctdl: object; ctdlReport: Finding[] }[] }>(
      museum.caller,
      'query ($of: [_Any!]!) { _entities(representations: $of) { ... on PathwayVersion { ctdl ctdlReport { construct outcome note } } } }',
      { of: [{ __typename: 'PathwayVersion', id: version }] },
    );
    const [given] = data?._entities ?? [];
    expect(given?.ctdlReport).toMatchObject([{ construct: '/requirements/1/of/1/minResult', outcome: 'REFUSED' }, { construct: '/policy/enrolment' }]);
    const page = await service.send(null, 'GET', `/p/${pathway}.jsonld`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'application/ld+json; charset=utf-8']);
    expect(await page.json()).toEqual(given?.ctdl);
    const { data: read } = await service.ask<{ previewPathwayImport: { pathways: { references: { iri: string; name: string }[] }[] } }>(
      museum.caller,
      'query ($input: PathwayDocumentInput!) { previewPathwayImport(input: $input) { pathways { references { iri name } } } }',
      { input: { format: 'CTDL', document: JSON.stringify(given?.ctdl) } },
    );
    const references = read?.previewPathwayImport.pathways[0]?.references ?? [];
    const ids = new Map([['Hemp', hemp], ['Jute', jute], ['Master', master], ['Coil', coil]]);
    const back = await imports({
      source: { format: 'CTDL', document: JSON.stringify(given?.ctdl) },
      bindings: references.map(({ iri, name }) => ({ iri, achievementId: publicId('Achievement', ids.get(name) ?? '') })),
    });
    expect(back.pathwayVersion?.definition.requirements).toMatchObject([awardNode('h', hemp), { id: 'some', kind: 'nOf', n: 1, of: [awardNode('j', jute), awardNode('c', coil)] }]);
  });
});
