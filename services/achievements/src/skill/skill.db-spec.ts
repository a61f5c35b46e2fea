import { anonymous, type Principal } from '@cairn/access';
import { newId } from '@cairn/postgres';
import { ctdlAsnOf } from '../skill-format/ctdl-asn-writer.js';
import type { AssociationText } from '../skill-framework/framework-text.js';
import { aFramework, aSkill, associated, childOf } from '../testing/frameworks.js';
import { aDesigner, aService } from '../testing/service.js';
import { SkillImports } from '../testing/skill-imports.js';

const at = (name: string) => aSkill(name).uri;

describe('the graph of skills', () => {
  let service: Awaited<ReturnType<typeof aService>>;
  const museum = aDesigner(newId());
  const guild = aDesigner(newId());
  const framework = (uri: string, skills: string[], associations: AssociationText[]) =>
    ctdlAsnOf(aFramework({ uri: `https://skills.example/${uri}`, skills: skills.map((name) => aSkill(name, { names: [{ text: `Keeps ${name}`, language: 'en' }, { text: `Pflegt ${name}`, language: 'de' }] })), associations }));
  const ask = async (query: string, variables: Record<string, unknown> = {}, principal: Principal = anonymous) => {
    const { data, errors } = await service.ask(principal, query, variables);
    expect(errors).toBeUndefined();
    return data ?? {};
  };
  /** Who falls under a skill, as search joins it. */
  const below = async (uri: string) => {
    const rows = await service.database.read({ tenant: null }, (tx) => tx.query<{ uri: string }>(`SELECT DISTINCT c.descendant_uri AS uri FROM skill_closure c WHERE c.ancestor_uri = $1`, [uri]));
    return rows.map((row) => row.uri.split('/').at(-1)).sort();
  };

  beforeAll(async () => {
    service = await aService();
    const [of, by] = [new SkillImports(service, museum), new SkillImports(service, guild)];
    await of.import('CTDL_ASN', [framework('museum', ['light', 'wick', 'oil', 'tip'], [childOf('wick', 'light'), childOf('oil', 'light'), childOf('tip', 'wick'), associated('EXACT_MATCH', 'wick', at('flame')), associated('RELATED', 'wick', 'oil')])], { adopt: true });
    await by.import('CTDL_ASN', [framework('guild', ['fire', 'flame', 'spark'], [childOf('flame', 'fire'), childOf('spark', 'flame'), childOf('flame', at('nowhere'))])], { adopt: true });
    await by.import('CTDL_ASN', [framework('drafted', ['secret'], [])]);
  });
  afterAll(() => service.close());

  it('leads from a skill up, down and across, in the language asked for', async () => {
    const { skill } = await ask(
      `query ($uri: String!) { skill(uri: $uri) { uri current name(languages: ["de-CH"]) { text language } framework { uri caseUrl } broader { uri } ancestors { uri }
        narrower(first: 5) { nodes { uri ancestors { uri } } pageInfo { hasNextPage } } exactMatches { kind inverse uri skill { framework { uri } } } related { kind inverse skill { uri } } } }`,
      { uri: at('wick') },
    );
    expect(skill).toEqual({
      uri: at('wick'),
      current: true,
      name: { text: 'Pflegt wick', language: 'de' },
      framework: { uri: 'https://skills.example/museum', caseUrl: expect.stringMatching(/^https:\/\/registry\.example\/ims\/case\/v1p1\/CFPackages\//) },
      broader: [{ uri: at('light') }],
      ancestors: [{ uri: at('light') }],
      narrower: { nodes: [{ uri: at('tip'), ancestors: [{ uri: at('wick') }, { uri: at('light') }] }], pageInfo: { hasNextPage: false } },
      exactMatches: [{ kind: 'EXACT_MATCH', inverse: false, uri: at('flame'), skill: { framework: { uri: 'https://skills.example/guild' } } }],
      related: [{ kind: 'RELATED', inverse: false, skill: { uri: at('oil') } }],
    });
    const flame = await ask(`query ($uri: String!) { skill(uri: $uri) { broader { uri } related { kind uri skill { uri } } } }`, { uri: at('flame') });
    expect(flame).toEqual({ skill: { broader: [{ uri: at('fire') }], related: [{ kind: 'CHILD_OF', uri: at('nowhere'), skill: null }] } });
  });

  it('pages through the skills of a framework and those at its top', async () => {
    const list = (after: string | null, top: boolean) =>
      ask(`query ($after: Cursor, $top: Boolean!) { skillFrameworks(first: 5, filter: { uri: "https://skills.example/museum" }) { nodes { skills(first: 3, after: $after, top: $top) { nodes { uri } pageInfo { hasNextPage endCursor } } } } }`, { after, top });
    const skillsIn = (data: unknown) => (data as { skillFrameworks: { nodes: { skills: { nodes: { uri: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } } }[] } }).skillFrameworks.nodes[0]?.skills;
    const first = skillsIn(await list(null, false));
    const rest = skillsIn(await list(first?.pageInfo.endCursor ?? null, false));
    expect([...(first?.nodes ?? []), ...(rest?.nodes ?? [])].map(({ uri }) => uri)).toEqual(['light', 'wick', 'oil', 'tip'].map(at));
    expect([first?.pageInfo.hasNextPage, rest?.pageInfo.hasNextPage]).toEqual([true, false]);
    expect(skillsIn(await list(null, true))?.nodes).toEqual([{ uri: at('light') }]);
  });

  it('has everything below a skill in the closure, across frameworks by exact matches, whichever came first', async () => {
    expect(await below(at('light'))).toEqual(['flame', 'light', 'oil', 'spark', 'tip', 'wick']);
    expect(await below(at('fire'))).toEqual(['fire', 'flame', 'spark', 'tip', 'wick']);
    expect(await below(at('tip'))).toEqual(['tip']);
    expect(await below(at('nowhere'))).toEqual(['flame', 'spark', 'tip', 'wick']);
    expect(await below(at('secret'))).toEqual([]);
  });

  it('finds skills by beginnings of words, then by likeness, without drafts of others', async () => {
    const find = async (text: string, principal: Principal = anonymous, more = '') => {
      const data = await ask(`query ($text: String!) { skills(first: 10, filter: { text: $text ${more} }) { nodes { uri } } }`, { text }, principal);
      return (data as { skills: { nodes: { uri: string }[] } }).skills.nodes.map(({ uri }) => uri.split('/').at(-1));
    };
    expect(await find('keeps wi')).toEqual(['wick']);
    expect(await find('pflegt spar')).toEqual(['spark']);
    expect((await find('Keeps Flaem'))[0]).toBe('flame');
    expect(await find('secret')).toEqual([]);
    expect(await find("' & | ! :*")).toEqual([]);
    const { skillFrameworks } = await ask(`{ skillFrameworks(first: 5, filter: { mine: true, states: [DRAFT] }) { nodes { id uri } } }`, {}, guild);
    const [draft] = (skillFrameworks as { nodes: { id: string; uri: string }[] }).nodes;
    expect(draft?.uri).toBe('https://skills.example/drafted');
    expect(await find('SECRET', guild, `framework: "${draft?.id}"`)).toEqual(['secret']);
    expect(await find('secret', museum, `framework: "${draft?.id}"`)).toEqual([]);
  });

  it('pages through what was found without a gap or a repetition', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    for (let pages = 0; pages < 10; pages += 1) {
      const { skills } = (await ask(`query ($after: Cursor) { skills(first: 2, after: $after, filter: { text: "keeps" }) { nodes { uri } pageInfo { hasNextPage endCursor } } }`, { after })) as { skills: { nodes: { uri: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } };
      seen.push(...skills.nodes.map(({ uri }) => uri));
      if (!skills.pageInfo.hasNextPage) break;
      after = skills.pageInfo.endCursor;
    }
    expect([...new Set(seen)]).toHaveLength(7);
    expect(seen).toHaveLength(7);
  });

  it('answers null for what is a draft of others or nowhere, and refuses a question for nothing', async () => {
    expect(await ask(`query ($uri: String!) { skill(uri: $uri) { id } }`, { uri: at('secret') }, museum)).toEqual({ skill: null });
    expect(await ask(`query ($uri: String!) { skill(uri: $uri) { framework { state } } }`, { uri: at('secret') }, guild)).toEqual({ skill: { framework: { state: 'DRAFT' } } });
    expect(await ask(`{ skill(id: "skl_x") { id } skillFramework(id: "ach_x") { id } }`)).toEqual({ skill: null, skillFramework: null });
    for (const query of ['{ skill { id } }', '{ skills(first: 1, filter: { text: " " }) { nodes { id } } }']) {
      expect((await service.ask(anonymous, query)).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    }
  });

  it('resolves many skills of one request in a statement for each kind of question', async () => {
    const ids = ['light', 'wick', 'oil', 'tip', 'fire', 'spark'].map((name, index) => `s${index}: skill(uri: "${at(name)}") { broader { uri } narrower(first: 2) { nodes { uri } } ancestors { uri } framework { uri } }`);
    service.statements();
    await ask(`{ ${ids.join(' ')} }`);
    expect(service.statements().filter((text) => text.startsWith('SELECT') || text.startsWith('WITH')).length).toBeLessThanOrEqual(8);
  });
});
