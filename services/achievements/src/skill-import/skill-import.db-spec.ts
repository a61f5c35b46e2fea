import { anonymous, type Principal } from '@cairn/access';
import { newId } from '@cairn/postgres';
import { testUnless } from '@cairn/testkit';
import { aCasePackage } from '../testing/case-package.js';
import { escoMissing, escoTable } from '../testing/esco-tables.js';
import { aFramework, aSkill, childOf } from '../testing/frameworks.js';
import { aDesigner, aService } from '../testing/service.js';
import { SkillImports } from '../testing/skill-imports.js';
import { ctdlAsnOf } from '../skill-format/ctdl-asn-writer.js';

/** A file of CTDL-ASN of a framework of its own. */
const lanterns = (name: string, skills = ['light', 'wick', 'oil'], associations = [childOf('wick', 'light')]) =>
  ctdlAsnOf(aFramework({ uri: `https://skills.example/${name}`, skills: skills.map((skill) => aSkill(`${name}/${skill}`)), associations: associations.map((one) => ({ ...one, from: one.from.replace('lanterns/', `lanterns/${name}/`), to: one.to.replace('lanterns/', `lanterns/${name}/`) })) }));

describe('imports of frameworks of skills', () => {
  let service: Awaited<ReturnType<typeof aService>>;
  let imports: SkillImports;
  const designer = aDesigner(newId());
  const stranger = aDesigner(newId());
  const ask = async (query: string, variables: Record<string, unknown> = {}, principal: Principal = designer) => {
    const { data, errors } = await service.ask(principal, query, variables);
    expect(errors).toBeUndefined();
    return data ?? {};
  };

  beforeAll(async () => {
    service = await aService();
    imports = new SkillImports(service, designer);
  });
  afterAll(() => service.close());

  it('makes a draft that only its tenant sees, then brings it before everybody', async () => {
    const job = await imports.import('CASE', [aCasePackage()]);
    expect(job).toMatchObject({ state: 'FINISHED', generation: 1, total: 8, done: 8, position: null, faults: [], framework: { state: 'DRAFT' }, report: { skills: 3, unmapped: [{ what: 'CFItems.houseMark' }] } });
    const one = `query ($id: ID!) { skillFramework(id: $id) { state skillCount title { text } } }`;
    const id = job.framework?.id;
    expect(await ask(one, { id })).toEqual({ skillFramework: { state: 'DRAFT', skillCount: 3, title: { text: 'Keeping a light' } } });
    expect(await ask(one, { id }, stranger)).toEqual({ skillFramework: null });
    const adopted = await imports.adopt(id);
    expect(adopted).toMatchObject({ state: 'FINISHED', framework: { state: 'ADOPTED', generation: 1 }, position: expect.any(String) });
    expect(await ask(one, { id }, anonymous)).toMatchObject({ skillFramework: { state: 'ADOPTED' } });
  });

  it('makes nothing of the same file again, and the next generation of a changed one, in which skills keep their ids', async () => {
    const first = await imports.import('CTDL_ASN', [lanterns('again')], { adopt: true });
    expect(first).toMatchObject({ generation: 1, unchanged: false, framework: { state: 'ADOPTED' } });
    expect(await imports.import('CTDL_ASN', [lanterns('again')])).toMatchObject({ state: 'FINISHED', generation: 1, unchanged: true, total: 0 });
    const skill = `query ($uri: String!) { skill(uri: $uri) { id generation current name { text } } }`;
    const [wick, oil] = ['wick', 'oil'].map((name) => aSkill(`again/${name}`).uri);
    const before = await ask(skill, { uri: wick }, anonymous);
    const second = await imports.import('CTDL_ASN', [lanterns('again', ['light', 'wick', 'glass'])]);
    expect(second).toMatchObject({ generation: 2, framework: { id: first.framework?.id, generation: 2, state: 'ADOPTED' }, position: expect.any(String) });
    const { id } = (before as { skill: { id: string } }).skill;
    expect(await ask(skill, { uri: wick }, anonymous)).toMatchObject({ skill: { id, generation: 2, current: true } });
    expect(await ask(skill, { uri: oil }, anonymous)).toMatchObject({ skill: { generation: 1, current: false } });
    const names = await ask(`query ($framework: ID!) { skills(first: 10, filter: { text: "skill", framework: $framework }) { nodes { code name { text } } } }`, { framework: first.framework?.id }, anonymous);
    expect(JSON.stringify(names)).not.toContain('oil');
  });

  it('tells of the closure in parts that add up, at adoption and with each generation after it', async () => {
    service.bus.published.length = 0;
    const many = Array.from({ length: 1_500 }, (_, at) => `s${at}`);
    const job = await imports.import('CTDL_ASN', [lanterns('told', ['top', ...many], many.map((name) => childOf(name, 'top')))], { adopt: true });
    const told = () => service.bus.published.map(({ value }) => JSON.parse(value)).filter(({ type }) => type === 'cairn.skill-framework.generation-published.v1');
    for (let tries = 0; tries < 100 && told().length < 4; tries += 1) await new Promise((resume) => setTimeout(resume, 50));
    const subject = job.framework?.id.slice(4);
    expect(told().map(({ subject: framework, aggregateversion, data }) => [framework, aggregateversion, data.part, data.parts, data.generation])).toEqual([1, 2, 3, 4].map((part) => [subject, part, part, 4, 1]));
    expect(told().flatMap(({ data }) => data.pairs)).toHaveLength(1_501 + 1_500);
  });

  it.each<[string, unknown, RegExp]>([
    ['no JSON', '{', /not JSON/],
    ['another form', aCasePackage(), /no ceasn:CompetencyFramework/],
    ['a circle', lanterns('circle', ['a', 'b'], [childOf('a', 'b'), childOf('b', 'a')]), /cannot be below itself: “Skill circle\/a” → “Skill circle\/b”/],
    ['one address twice', lanterns('twice', ['a', 'a']), /Two records have this identifier or address/],
    ['nothing', lanterns('nothing', [], []), /no skills/],
  ])('refuses a file with %s, and nothing of it is left', async (_, file, words) => {
    const job = await imports.import('CTDL_ASN', [file]);
    expect(job).toMatchObject({ state: 'FAILED', framework: null, generation: null });
    expect(job.faults).toContainEqual(expect.objectContaining({ code: 'SKILL_FRAMEWORK_INVALID', message: expect.stringMatching(words) }));
  });

  it('goes on where it was interrupted, and stores nothing twice', async () => {
    const many = Array.from({ length: 9_000 }, (_, at) => `s${at}`);
    const upload = await imports.upload(lanterns('long', many, many.slice(1).map((name, at) => childOf(name, many[Math.floor(at / 10)] ?? ''))));
    const { job } = await imports.ask({ uploadIds: [upload], format: 'CTDL_ASN', adopt: true });
    for (let now = await imports.look(String(job?.id)); (now?.done ?? 0) === 0 && now?.state !== 'FINISHED'; now = await imports.look(String(job?.id))) await new Promise((resume) => setTimeout(resume, 5));
    await service.restart();
    let ended = await imports.look(String(job?.id));
    for (let tries = 0; tries < 400 && ended?.state !== 'FINISHED'; tries += 1) {
      await new Promise((resume) => setTimeout(resume, 50));
      ended = await imports.look(String(job?.id));
    }
    expect(ended).toMatchObject({ state: 'FINISHED', total: 17_999, done: 17_999, framework: { state: 'ADOPTED', generation: 1 } });
    const [count] = await service.database.work((tx) => tx.query<{ n: number }>(`SELECT count(1)::int AS n FROM skill WHERE framework_id = $1`, [ended?.framework?.id.slice(4)]));
    expect(count).toEqual({ n: 9_000 });
  });

  it('refuses what may not be asked for: no right, no upload, too large, too many files', async () => {
    const uploadIds = [await imports.upload(lanterns('asked'))];
    const codes = async (input: Record<string, unknown>, principal: Principal = designer) => (await imports.ask({ format: 'CTDL_ASN', uploadIds, ...input }, principal)).userErrors.map(({ code, field }) => [code, field?.join('.')]);
    expect(await codes({}, { ...designer, rights: ['AWARD'] })).toEqual([['GRANT_MISSING', undefined]]);
    expect(await codes({ adopt: true }, { ...designer, rights: ['DESIGN'] })).toEqual([['GRANT_MISSING', undefined]]);
    expect(await codes({}, stranger)).toEqual([['UPLOAD_NOT_READY', 'input.uploadIds.0']]);
    expect(await codes({ uploadIds: ['../../etc/passwd'] })).toEqual([['UPLOAD_NOT_READY', 'input.uploadIds.0']]);
    expect(await codes({ uploadIds: [...uploadIds, ...uploadIds] })).toEqual([['INVALID_VALUE', 'input.uploadIds']]);
    expect(await codes({ title: 'x' })).toEqual([['INVALID_VALUE', 'input.format']]);
    expect(await codes({ format: 'ESCO', uri: 'x', language: '?' })).toEqual([['INVALID_VALUE', 'input.uri'], ['INVALID_VALUE', 'input.language']]);
    const large = await imports.upload(Buffer.alloc(33 * 1024 * 1024, ' '));
    expect(await codes({ uploadIds: [large] })).toEqual([['SKILL_FRAMEWORK_INVALID', 'input.uploadIds']]);
    expect((await service.ask(anonymous, `mutation { importSkillFramework(input: { uploadIds: [], format: CASE }) { job { id } } }`)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  it('gives the first answer again for the same key', async () => {
    const input = { uploadIds: [await imports.upload(lanterns('keyed'))], format: 'CTDL_ASN', idempotencyKey: 'k' };
    const [first, second] = [await imports.ask(input), await imports.ask(input)];
    expect(second.job?.id).toBe(first.job?.id);
    expect((await imports.ask({ ...input, adopt: true })).userErrors).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED' }]);
  });

  it('does not let one who may not publish change what is public', async () => {
    await imports.import('CTDL_ASN', [lanterns('public')], { adopt: true });
    const drafter = new SkillImports(service, { ...designer, actor: newId(), rights: ['DESIGN'] });
    const job = await drafter.import('CTDL_ASN', [lanterns('public', ['light', 'glass'])]);
    expect(job).toMatchObject({ state: 'FAILED', faults: [{ code: 'GRANT_MISSING' }], framework: { generation: 1 } });
  });

  it('adopts once, deprecates what is adopted, and refuses both of others', async () => {
    const job = await imports.import('CTDL_ASN', [lanterns('states')]);
    const id = job.framework?.id;
    const deprecate = (principal = designer) =>
      ask(`mutation ($input: DeprecateSkillFrameworkInput!) { deprecateSkillFramework(input: $input) { skillFramework { state } userErrors { code } } }`, { input: { id } }, principal);
    expect(await deprecate()).toMatchObject({ deprecateSkillFramework: { userErrors: [{ code: 'SKILL_FRAMEWORK_INVALID' }] } });
    expect(await deprecate(stranger)).toMatchObject({ deprecateSkillFramework: { userErrors: [{ code: 'NOT_FOUND' }] } });
    await imports.adopt(id);
    expect(await imports.mutate('adoptSkillFramework', 'AdoptSkillFrameworkInput', { id })).toMatchObject({ userErrors: [{ code: 'SKILL_FRAMEWORK_INVALID', field: ['input', 'id'] }] });
    expect(await deprecate()).toEqual({ deprecateSkillFramework: { skillFramework: { state: 'DEPRECATED' }, userErrors: [] } });
    expect(await ask(`query ($id: ID!) { skillFramework(id: $id) { state } }`, { id }, anonymous)).toEqual({ skillFramework: { state: 'DEPRECATED' } });
  });

  testUnless(escoMissing)('loads the tables that ESCO publishes', async () => {
    const job = await imports.import('ESCO', ['skillsHierarchy', 'skillGroups', 'ictSkillsCollection', 'transversalSkillsCollection'].map(escoTable), { adopt: true });
    expect(job).toMatchObject({ state: 'FINISHED', faults: [], framework: { state: 'ADOPTED' } });
    const found = await ask(`query { skills(first: 3, filter: { text: "advising and consulting" }) { nodes { uri code ancestors { code } } } }`, {}, anonymous);
    expect(found).toMatchObject({ skills: { nodes: expect.arrayContaining([{ uri: 'http://data.europa.eu/esco/skill/S1.5', code: 'S1.5', ancestors: [{ code: 'S1' }, { code: 'S' }] }]) } });
  });
});
