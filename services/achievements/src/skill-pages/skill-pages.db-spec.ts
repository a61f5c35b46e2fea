import { newId } from '@cairn/postgres';
import { ctdlAsnOf } from '../skill-format/ctdl-asn-writer.js';
import { aCasePackage } from '../testing/case-package.js';
import { aFramework, aSkill, associated, childOf } from '../testing/frameworks.js';
import { aDesigner, aService } from '../testing/service.js';
import { SkillImports } from '../testing/skill-imports.js';

describe('pages of frameworks of skills', () => {
  let service: Awaited<ReturnType<typeof aService>>;
  let imports: SkillImports;
  const get = (path: string, headers: Record<string, string> = {}) => service.send(null, 'GET', path, { headers });
  const given = aFramework({ uri: 'https://skills.example/pages', associations: [childOf('wick', 'light'), associated('EXACT_MATCH', 'wick', 'https://other.example/wick')] });

  beforeAll(async () => {
    service = await aService();
    imports = new SkillImports(service, aDesigner(newId()));
  });
  afterAll(() => service.close());

  it('give a CFPackage as it was imported, once it is adopted, under its id and its identifier', async () => {
    const { framework } = await imports.import('CASE', [aCasePackage()]);
    const { identifier } = aCasePackage().CFDocument;
    const paths = [`/ims/case/v1p1/CFPackages/${identifier}`, `/ims/case/v1p1/CFPackages/${framework?.id.slice(4)}`];
    for (const path of paths) expect((await get(path)).status).toBe(404);
    await imports.adopt(framework?.id);
    for (const path of paths) expect(await (await get(path)).json()).toEqual(aCasePackage());
    const [item] = aCasePackage().CFItems;
    expect(await (await get(`/ims/case/v1p1/CFItems/${item?.identifier}`)).json()).toEqual(item);
    expect(await (await get(`/ims/case/v1p1/CFDocuments/${identifier}`)).json()).toEqual(aCasePackage().CFDocument);
  });

  it('give a framework that came as CTDL-ASN in both forms, and what went out comes in as the same generation', async () => {
    const { framework } = await imports.import('CTDL_ASN', [ctdlAsnOf({ ...given, status: 'ADOPTED' })], { adopt: true });
    const id = framework?.id.slice(4);
    const response = await get(`/skills/frameworks/${id}`);
    expect(response.headers.get('content-type')).toBe('application/ld+json');
    const document = await response.json();
    expect(document).toEqual(JSON.parse(JSON.stringify(ctdlAsnOf({ ...given, status: 'ADOPTED' }))));
    expect(await imports.import('CTDL_ASN', [document])).toMatchObject({ unchanged: true, generation: 1 });
    const made = (await (await get(`/ims/case/v1p1/CFPackages/${id}`)).json()) as { CFItems: { identifier: string; uri: string }[] };
    expect(made.CFItems.map(({ uri }) => uri)).toEqual(given.skills.map(({ uri }) => uri));
    const wick = made.CFItems.find(({ uri }) => uri === aSkill('wick').uri);
    expect(await (await get(`/skills/${wick?.identifier}`)).json()).toMatchObject({ '@id': wick?.uri, 'ceasn:isChildOf': [aSkill('light').uri], 'ceasn:exactAlignment': ['https://other.example/wick'] });
    expect((await get(`/skills/frameworks/${id}`, { 'if-none-match': String(response.headers.get('etag')), 'cache-control': 'max-age=0' })).status).toBe(304);
  });

  it('list the documents page by page', async () => {
    const first = await get('/ims/case/v1p1/CFDocuments?limit=1');
    const [, next = ''] = /<https:\/\/registry\.example([^>]*)>; rel="next"/.exec(String(first.headers.get('link'))) ?? [];
    const second = await get(next);
    const titles = await Promise.all([first, second].map(async (page) => ((await page.json()) as { CFDocuments: { title: string }[] }).CFDocuments.map(({ title }) => title)));
    expect(titles).toEqual([['Keeping a light'], ['Lantern keeping']]);
    expect(second.headers.get('link')).toBeNull();
  });

  it.each([
    ['/ims/case/v1p1/CFPackages/x', 404],
    [`/ims/case/v1p1/CFItems/${newId()}`, 404],
    ['/ims/case/v1p1/CFDocuments?limit=-1', 400],
    ['/ims/case/v1p1/CFDocuments?after=%27', 400],
    ['/skills/frameworks/x', 404],
    [`/skills/${newId()}`, 404],
  ])('answer %s with %d', async (path, status) => {
    expect((await get(path)).status).toBe(status);
  });
});
