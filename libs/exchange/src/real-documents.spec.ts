import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Node, parsePathway, type Pathway } from '@cairn/requirements';
import { describeUnless, publicData } from '@cairn/testkit';
import { formatOf } from './format-of.js';
import { importPathways } from './import-pathways.js';
import type { ImportedPathway } from './report/imported.js';
import { unpack } from './unpack.js';

const { path: data, missing } = publicData('ctdl');

describeUnless(missing)('published pathways', () => {
  const documents = readdirSync(data).flatMap((name) => unpack(name, readFileSync(join(data, name))));
  const read = documents.flatMap((document) => {
    const format = document.ok ? formatOf(document.text) : null;
    return document.ok && format ? [{ name: document.name, imported: importPathways(document.text, format) }] : [];
  });
  const pathwayIn = (part: string): ImportedPathway => {
    const found = read.find(({ name }) => name.includes(part));
    const [pathway] = found?.imported.ok ? found.imported.pathways : [];
    if (!pathway) throw new Error(`no pathway in ${part}`);
    return pathway;
  };

  test('every file is read or refused by name, and says when it holds no pathway', () => {
    expect(read.length).toBeGreaterThan(60);
    const unread = read.filter(({ imported }) => !imported.ok).map(({ name, imported }) => `${imported.ok ? '' : imported.refusal.code} ${name.split('/').at(-1)}`);
    expect(unread.sort()).toEqual(['NOT_JSON BQF.json', 'NOT_JSON CTDL - Course - WICHE - Passport.json']);
    const silent = read.filter(({ imported }) => imported.ok && imported.pathways.length === 0 && !imported.report.some(({ outcome }) => outcome === 'REFUSED'));
    expect(silent).toEqual([]);
  });

  test('every pathway found is a definition of the language', () => {
    const found = read.flatMap(({ imported }) => (imported.ok ? imported.pathways : []));
    expect(found.length).toBeGreaterThanOrEqual(15);
    expect(found.map(({ title, pathway }) => ({ title, parsed: parsePathway(pathway) })).filter(({ parsed }) => !parsed.ok)).toEqual([]);
  });

  test('the Badgr pathway of 15 elements asks for 88 badges, and knows four more that its elements give', () => {
    const { pathway, report, references } = pathwayIn('EmpoweringTeachingExcellence_Badgr.json');
    const asked = nodesOf(pathway).flatMap((node) => (node.kind === 'award' && !node.id.includes('.short') ? [node.achievement] : []));
    expect(new Set(asked).size).toBe(88);
    expect(nodesOf(pathway).filter(({ milestone }) => milestone)).toHaveLength(3);
    expect(references).toHaveLength(92);
    expect(report.filter(({ outcome }) => outcome === 'REFUSED')).toEqual([]);
  });

  test('the degree programme names each of its 25 conditions and 37 constraints in its report', () => {
    const { report } = pathwayIn('HeriotWatt/pathway.json');
    const document = JSON.parse(documents.flatMap((one) => (one.ok && one.name.includes('HeriotWatt/pathway.json') ? [one.text] : []))[0] ?? '[]') as { '@type': string[] }[];
    const told = new Set(report.map(({ construct }) => construct));
    const missing = (type: string) => document.flatMap((thing, at) => (thing['@type'][0]?.endsWith(`/${type}`) && !told.has(`/${at}`) ? [at] : []));
    expect(document.filter((thing) => thing['@type'][0]?.endsWith('/Constraint'))).toHaveLength(37);
    expect(missing('ComponentCondition')).toEqual([]);
    expect(missing('Constraint')).toEqual([]);
  });

  test('a ladder of certifications asks for each of them in turn', () => {
    const { pathway, references } = pathwayIn('CompTIA-IT_Networking_Specialist');
    expect(references).toHaveLength(8);
    expect(nodesOf(pathway).filter(({ kind }) => kind === 'award')).toHaveLength(7);
  });

  test('a stack with a certificate within it refuses what it only hints at', () => {
    const { pathway, report } = pathwayIn('HutchinsonWeldingAAS');
    expect(pathway.requirements).toHaveLength(7);
    expect(report.filter(({ outcome, note }) => outcome === 'REFUSED' && note.includes('143 URIs'))).toHaveLength(1);
  });

  test('the list of published titles is refused row by row', () => {
    const found = read.find(({ name }) => name.includes('ce_pathway_export'));
    const report = found?.imported.ok ? found.imported.report : [];
    expect(report.filter(({ construct }) => construct.startsWith('row '))).toHaveLength(79);
  });
});

const nodesOf = ({ requirements }: Pick<Pathway, 'requirements'>): Node[] => requirements.flatMap((node) => ('before' in node ? [] : [node, ...('of' in node ? nodesOf({ requirements: node.of }) : [])]));
