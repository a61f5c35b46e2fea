import { testUnless } from '@cairn/testkit';
import { frameworkFaults, missingParents } from '../skill-framework/framework-check.js';
import { escoMissing, escoTable } from '../testing/esco-tables.js';
import { readEsco } from './esco-reader.js';

const names = { uri: 'http://data.europa.eu/esco/concept-scheme/skills', title: 'ESCO skills', language: 'en' };
const read = async (...files: string[]) => {
  const reading = await readEsco(files.map((file) => Buffer.from(file)), names);
  if (!reading.ok) throw new Error(JSON.stringify(reading.faults));
  return reading;
};
const faultsOf = async (...files: (string | Uint8Array)[]) => {
  const reading = await readEsco(files.map((file) => Buffer.from(file)), names);
  return reading.ok ? [] : reading.faults.map(({ place, message }) => `${place}: ${message}`);
};

const hierarchy = `Level 0 URI,Level 0 preferred term,Level 1 URI,Level 1 preferred term,Description,Scope note
http://data.europa.eu/esco/skill/S,skills,,,,
http://data.europa.eu/esco/skill/S,skills,http://data.europa.eu/esco/skill/S1,keeping lights,"Keeping, and
trimming.",Excludes: oil
`;
const skills = `conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,description,broaderConceptUri
KnowledgeSkillCompetence,http://data.europa.eu/esco/skill/w1,skill/competence,transversal,trim wicks,cut wicks | trim a wick,Trims.,http://data.europa.eu/esco/skill/S1 | http://data.europa.eu/esco/skill/X9
Occupation,http://data.europa.eu/esco/occupation/o1,,,keeper,,,
`;

describe('tables of ESCO', () => {
  it('become one framework, each completing the others', async () => {
    const { framework, unmapped } = await read(hierarchy, skills);
    expect(framework.skills.map(({ code, type, names: called, more }) => [code, type, called[0]?.text, more])).toEqual([
      ['S', 'SkillGroup', 'skills', {}],
      ['S1', 'SkillGroup', 'keeping lights', { scopeNote: 'Excludes: oil' }],
      [null, 'skill/competence', 'trim wicks', { reuseLevel: 'transversal' }],
    ]);
    expect(framework.skills[2]?.alternatives.map(({ text }) => text)).toEqual(['cut wicks', 'trim a wick']);
    expect(framework.associations.map(({ from, to }) => [from.at(-1), to.at(-1)])).toEqual([
      ['1', 'S'],
      ['1', '1'],
      ['1', '9'],
    ]);
    expect(missingParents(framework)).toEqual([{ skill: 'http://data.europa.eu/esco/skill/w1', parent: 'http://data.europa.eu/esco/skill/X9' }]);
    expect(unmapped).toEqual([{ what: 'conceptType Occupation', count: 1, example: 'file 2, line 3' }]);
  });

  it('take relations from tables of their own', async () => {
    const broader = 'conceptType,conceptUri,broaderType,broaderUri\nSkill,http://data.europa.eu/esco/skill/w1,SkillGroup,http://data.europa.eu/esco/skill/S\n';
    const related = 'originalSkillUri,originalSkillType,relationType,relatedSkillType,relatedSkillUri\nhttp://data.europa.eu/esco/skill/w1,s,optional,s,http://data.europa.eu/esco/skill/S1\n';
    const { framework } = await read(broader, related);
    expect(framework.associations.map(({ kind, more }) => [kind, more])).toEqual([
      ['CHILD_OF', {}],
      ['RELATED', { relationType: 'optional' }],
    ]);
  });

  it.each<[string, (string | Uint8Array)[], RegExp]>([
    ['columns of something else', ['a,b\n1,2\n'], /^line 1: The columns are those of no table/],
    ['no rows', ['conceptUri,preferredLabel\n'], /The file has no rows/],
    ['nothing', [''], /The file has no rows/],
    ['a packed file', [Uint8Array.from([0x1f, 0x8b, 8, 0, 255])], /The file is not UTF-8/],
    ['a quote that is never closed', ['conceptUri,preferredLabel\nhttp://x.example/1,"a\n'], /line \d+: This line is no CSV/],
    ['too few cells', ['conceptUri,preferredLabel\nhttp://x.example/1\n'], /line 2: This line is no CSV/],
    ['an address that is none', ['conceptUri,preferredLabel\nS1,a\n'], /^line 2: This is an http/],
    ['two names for one address', ['conceptUri,preferredLabel\nhttp://x.example/1,a\nhttp://x.example/1,b\n'], /^line 3: http:\/\/x\.example\/1 was called something else/],
    ['a fault in the second of two files', [hierarchy, 'a,b\n1,2\n'], /^file 2, line 1: The columns/],
  ])('are refused with %s', async (_, files, words) => {
    expect(await faultsOf(...files)).toContainEqual(expect.stringMatching(words));
  });
});

describe('the tables that ESCO publishes', () => {
  testUnless(escoMissing)('are read whole: hierarchy, groups and collections together', async () => {
    const files = ['skillsHierarchy', 'skillGroups', 'ictSkillsCollection', 'transversalSkillsCollection'].map(escoTable);
    const reading = await readEsco(files, names);
    if (!reading.ok) throw new Error(JSON.stringify(reading.faults.slice(0, 5)));
    expect(frameworkFaults(reading.framework)).toEqual([]);
    expect(reading.framework.skills.length).toBeGreaterThan(700);
  });
});
