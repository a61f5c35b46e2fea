import { awardIssued } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { aDefinition, aMuseum, awardNode, type Museum } from '../testing/museum.js';
import { aCaller, aService, type PathwaysService } from '../testing/service.js';

const versionText = `query ($id: ID!, $language: String) { pathway(id: $id) { currentVersion { map(language: $language) { svg text } } } }`;
const enrolmentText = `query ($id: ID!) { enrolment(id: $id) { map { svg text } } }`;

describe('a map through the graph and as a page', () => {
  let service: PathwaysService;
  let museum: Museum;
  let knots = '';
  let pathway = '';
  beforeAll(async () => {
    service = await aService('2026-06-01');
    museum = await aMuseum(service);
    knots = await museum.anAchievement('Ties <knots>');
    const sails = await museum.anAchievement('Sets sails');
    const requirements = [awardNode('k', knots), { id: 'more', kind: 'any', title: { en: 'More', de: 'Mehr' }, of: [awardNode('s', sails)] }];
    ({ pathway } = await museum.aPathway(aDefinition(requirements), { title: 'Able & willing' }));
  });
  afterAll(() => service.close());

  const page = (name: string, init: RequestInit = {}) => service.send(null, 'GET', `/p/${name}`, init);

  it('shows the version, in the language asked for', async () => {
    const { data } = await service.ask(museum.caller, versionText, { id: pathway, language: 'de' });
    expect(data).toMatchObject({ pathway: { currentVersion: { map: { text: expect.stringContaining('**Mehr**') as string, svg: expect.stringMatching(/^<svg .*Ties &lt;knots&gt;.*<\/svg>$/s) as string } } } });
  });

  it('draws in how far somebody is, for those who may see the enrolment', async () => {
    const earner = newId();
    const id = (await museum.enrol(earner, pathway)).enrolment?.id;
    const data = museum.anAward(earner, knots, { awardedOn: '2026-05-01' });
    await service.hear({ contract: awardIssued, tenant: museum.tenant, subject: data.award, version: 1, data });
    const drawn = await service.ask<{ enrolment: { map: { text: string; svg: string } } }>(museum.caller, enrolmentText, { id });
    expect(drawn.data?.enrolment.map.text).toContain('In progress: 1 of 2 requirements are satisfied.');
    expect(drawn.data?.enrolment.map.text).toContain('- **Ties \\<knots\\>** (Earn this achievement): Done');
    expect(drawn.data?.enrolment.map.svg).toContain('class="state-SATISFIED"');
    expect((await service.ask(aCaller(newId()), enrolmentText, { id })).data).toEqual({ enrolment: null });
  });

  it('is a page for anybody, a picture and a text', async () => {
    const answer = await page(pathway);
    const text = await answer.text();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-\S+' 'sha256-\S+'; /);
    expect(text).toContain('<h1 dir="auto">Able &amp; willing</h1>');
    expect(text).toMatch(/<a href="\/a\/acv_[^"]+">Ties &lt;knots&gt;<\/a>/);
    expect(text).not.toMatch(/<script|style="/);
    expect([(await page(`${pathway}.svg`)).headers.get('content-type'), (await page(`${pathway}.md`)).headers.get('content-type')]).toEqual([
      'image/svg+xml',
      'text/markdown; charset=utf-8',
    ]);
    expect(await (await page(`${pathway}.md`, { headers: { 'accept-language': 'de' } })).text()).toContain('**Mehr**');
  });

  it.each(['pth_0192f0c8-7a00-7000-8000-000000000000', 'something', 'pth_1.exe'])('is not found: %s', async (name) => {
    const answer = await page(name);
    expect([answer.status, (await answer.text()).includes(name)]).toEqual([404, false]);
  });

  it('is no page while it is a draft', async () => {
    const { pathway: draft } = await museum.createPathway(aDefinition([awardNode('k', knots)]));
    expect((await page(draft?.id ?? '')).status).toBe(404);
  });

  it('is the same for all who ask together', async () => {
    const large = await museum.aPathway(aDefinition([{ id: 'all', kind: 'any', of: Array.from({ length: 60 }, (_, at) => awardNode(`k${at}`, knots)) }]));
    const answers = await Promise.all([1, 2, 3].map(async () => (await page(`${large.pathway}.svg`)).text()));
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]?.match(/<rect class="frame"/g)).toHaveLength(62);
  });
});
