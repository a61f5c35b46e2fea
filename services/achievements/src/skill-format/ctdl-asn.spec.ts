import fc from 'fast-check';
import { aCasePackage } from '../testing/case-package.js';
import { aFramework, aSkill, associated, childOf } from '../testing/frameworks.js';
import { readCase } from './case-reader.js';
import { readCtdlAsn } from './ctdl-asn-reader.js';
import { ctdlAsnOf } from './ctdl-asn-writer.js';

const at = (name: string) => `https://skills.example/lanterns/${name}`;
const graph = (...nodes: object[]) => ({ '@context': 'https://credreg.net/ctdlasn/schema/context/json', '@graph': nodes });
const framework = (more: object = {}) => ({
  '@id': 'https://skills.example/lanterns',
  '@type': 'ceasn:CompetencyFramework',
  'ceasn:name': { en: 'Lantern keeping', de: 'Laternenpflege' },
  'ceasn:inLanguage': ['en'],
  'ceasn:publisherName': { en: 'Lighthouse Museum' },
  'ceasn:publicationStatusType': 'publicationStatus:Published',
  'ceterms:ctid': 'ce-5c4e2a90-0000-4000-8000-000000000001',
  ...more,
});
const competency = (name: string, more: object = {}) => ({
  '@id': at(name),
  '@type': 'ceasn:Competency',
  'ceasn:competencyText': { 'en-us': `Skill ${name}` },
  'ceasn:isPartOf': 'https://skills.example/lanterns',
  ...more,
});
const read = (value: unknown) => {
  const reading = readCtdlAsn(Buffer.from(JSON.stringify(value)));
  if (!reading.ok) throw new Error(JSON.stringify(reading.faults));
  return reading;
};
const faultsOf = (value: unknown) => {
  const reading = readCtdlAsn(Buffer.from(JSON.stringify(value)));
  return reading.ok ? [] : reading.faults.map(({ place, message }) => `${place}: ${message}`);
};

describe('a framework of CTDL-ASN', () => {
  it('becomes a framework, whichever side tells of an association and however terms and texts are written', () => {
    const { framework: made, unmapped } = read(
      graph(
        framework({ 'ceasn:hasTopChild': [at('light')] }),
        competency('light', { 'ceasn:hasChild': [at('wick'), { '@id': at('oil') }], 'ceasn:codedNotation': 'L1', 'ceasn:comment': { en: ['One.', 'Two.'] } }),
        competency('wick', { 'https://purl.org/ctdlasn/terms/isChildOf': at('light'), 'ceasn:exactAlignment': 'https://other.example/wick' }),
        competency('oil', { 'ceasn:competencyText': [{ '@value': 'Misst das Öl', '@language': 'de' }, 'Measures'], 'ceasn:broadAlignment': ['https://other.example/oil'], 'house:mark': 'blue' }),
        { '@id': 'https://skills.example/r', '@type': 'ceasn:RubricCriterion' },
        { '@id': 'https://skills.example/p', '@type': 'schema:Person' },
      ),
    );
    expect(made).toMatchObject({ language: 'en', publisher: 'Lighthouse Museum', status: 'ADOPTED', titles: [{ language: 'en' }, { text: 'Laternenpflege', language: 'de' }] });
    expect(made.skills.map(({ code, names, descriptions }) => [code, names.map(({ language }) => language), descriptions.length])).toEqual([
      ['L1', ['en-US'], 2],
      [null, ['en-US'], 0],
      [null, ['de', 'en'], 0],
    ]);
    expect(made.associations).toEqual([
      associated('CHILD_OF', 'light', made.uri),
      childOf('wick', 'light'),
      associated('EXACT_MATCH', 'wick', 'https://other.example/wick'),
      childOf('oil', 'light'),
      associated('BROADER_MATCH', 'oil', 'https://other.example/oil'),
    ]);
    expect(made.rubrics).toHaveLength(1);
    expect(unmapped.map(({ what }) => what)).toEqual(['house:mark', 'node of type schema:Person']);
  });

  it('comes in again as it went out, whatever it holds', () => {
    const word = fc.constantFrom('light', 'wick', 'oil', 'glass', 'tower');
    const text = fc.string({ minLength: 1 }).map((one) => one.trim()).filter((one) => one !== '');
    const texts = fc.dictionary(fc.constantFrom('en', 'de', 'fr-CA'), fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 3 })), { minKeys: 1, noNullPrototype: true });
    const property = fc.constantFrom('ceasn:isChildOf', 'ceasn:hasChild', 'ceasn:isTopChildOf', 'ceasn:exactAlignment', 'ceasn:narrowAlignment', 'ceasn:prerequisiteAlignment', 'ceasn:alignTo', 'ceasn:majorAlignment');
    const links = fc.dictionary(property, fc.array(fc.oneof(word.map(at), fc.constant('https://skills.example/lanterns'), fc.constant('https://other.example/x')), { maxLength: 4 }), { noNullPrototype: true });
    const competencies = fc.uniqueArray(fc.record({ name: word, names: texts, comment: texts, links }), { selector: ({ name }) => name, minLength: 1 });
    fc.assert(
      fc.property(competencies, texts, (made, names) => {
        const given = graph(framework({ 'ceasn:name': names }), ...made.map(({ name, names: its, comment, links: out }) => competency(name, { ...out, 'ceasn:competencyText': its, 'ceasn:comment': comment, 'ceasn:listID': name })));
        const { framework: first } = read(given);
        expect(read(ctdlAsnOf(first)).framework).toEqual(first);
      }),
      { numRuns: 100 },
    );
  });

  it('is written of a framework that came in as CASE, and reads the same a second time', () => {
    const other = readCase(Buffer.from(JSON.stringify(aCasePackage())));
    if (!other.ok) throw new Error('the sample of CASE is broken');
    const written = ctdlAsnOf(other.framework);
    const { framework: made } = read(written);
    expect(made.skills.map(({ uri, names }) => [uri, names])).toEqual(other.framework.skills.map(({ uri, names }) => [uri, names]));
    expect(made.associations.map(({ kind }) => kind).sort()).toEqual(['CHILD_OF', 'CHILD_OF', 'CHILD_OF', 'EXACT_MATCH', 'RELATED']);
    expect(read(ctdlAsnOf(made)).framework).toEqual(made);
  });

  it('keeps children that are told of from above only', () => {
    const outside = associated('CHILD_OF', 'https://other.example/child', 'light');
    const made = aFramework({ skills: [aSkill('light')], associations: [outside], publisher: null });
    expect(read(ctdlAsnOf(made)).framework.associations).toEqual([outside]);
  });

  it.each<[string, unknown, RegExp]>([
    ['CASE', aCasePackage(), /no ceasn:CompetencyFramework in the file\. It looks like CASE/],
    ['a competency alone', competency('light'), /no ceasn:CompetencyFramework/],
    ['two frameworks', graph(framework(), framework()), /^@graph\[1\]: A file holds one framework/],
    ['a node that is a text', graph(framework(), 'x' as never), /^@graph\[1\]: This is a node/],
    ['a competency without a text', graph(framework(), competency('light', { 'ceasn:competencyText': {} })), /^@graph\[1\]\.ceasn:competencyText: A competency says what it is/],
    ['a blank node', graph(framework(), competency('light', { '@id': '_:b0' })), /^@graph\[1\]\.@id: This is an http, https or urn address/],
    ['a link that is a number', graph(framework(), competency('light', { 'ceasn:isChildOf': 7 })), /^@graph\[1\]\.ceasn:isChildOf: This is a text/],
    ['a date in a wrong form', graph(framework({ 'ceasn:dateCreated': 'spring' })), /^@graph\[0\]\.ceasn:dateCreated: This is a date/],
  ])('refuses %s and says where', (_, given, words) => {
    expect(faultsOf(given)).toContainEqual(expect.stringMatching(words));
  });
});
