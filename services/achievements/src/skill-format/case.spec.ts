import fc from 'fast-check';
import { aCasePackage } from '../testing/case-package.js';
import { aFramework, aSkill, associated, childOf } from '../testing/frameworks.js';
import { readCase } from './case-reader.js';
import { caseOf } from './case-writer.js';

const bytesOf = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
const defaults = { publicUrl: 'https://registry.example', changedAt: new Date('2026-03-01T00:00:00Z') };
const read = (value: unknown) => {
  const reading = readCase(bytesOf(value));
  if (!reading.ok) throw new Error(JSON.stringify(reading.faults));
  return reading;
};
const faultsOf = (value: unknown) => {
  const reading = readCase(bytesOf(value));
  return reading.ok ? [] : reading.faults.map(({ place, message }) => `${place}: ${message}`);
};
const changedPackage = (change: (given: ReturnType<typeof aCasePackage>) => void) => {
  const given = aCasePackage();
  change(given);
  return given;
};

describe('a CFPackage', () => {
  it('becomes a framework with its skills and associations, and says what has no place', () => {
    const { framework, unmapped } = read(aCasePackage());
    expect(framework).toMatchObject({ format: 'CASE', language: 'en', publisher: 'Lighthouse Museum', status: 'ADOPTED', titles: [{ text: 'Keeping a light', language: 'en' }] });
    expect(framework.skills.map(({ code, type, names }) => [code, type, names])).toEqual([
      ['L.1', 'Skill', [{ text: 'Keeps the light', language: 'en' }]],
      ['L.2', 'Skill', [{ text: 'Trims the wick', language: 'en' }]],
      ['L.3', 'Skill', [{ text: 'Misst das Öl', language: 'de' }]],
    ]);
    expect(framework.associations.map(({ kind, to }) => [kind, to.split('/').at(-1)?.slice(0, 8)])).toEqual([
      ['CHILD_OF', 'c5e00000'],
      ['CHILD_OF', 'c5e00001'],
      ['CHILD_OF', 'c5e00001'],
      ['EXACT_MATCH', 'lamps'],
      ['RELATED', 'c5e00003'],
    ]);
    expect(framework.rubrics).toHaveLength(1);
    expect(unmapped).toEqual([{ what: 'CFItems.houseMark', count: 1, example: 'CFItems[2]' }]);
  });

  it('goes out as it came in', () => {
    expect(caseOf(read(aCasePackage()).framework, defaults)).toEqual(aCasePackage());
  });

  it('comes in again as it went out, whatever it holds', () => {
    const text = fc.string({ minLength: 1, unit: 'grapheme' }).map((one) => one.replaceAll('\0', '').trim()).filter((one) => one !== '');
    const items = fc.uniqueArray(fc.record({ uuid: fc.uuid(), statement: text, notes: fc.option(text), scheme: fc.option(text), keywords: fc.array(text, { maxLength: 2 }) }), { minLength: 1, maxLength: 8, selector: ({ uuid }) => uuid });
    const kind = fc.constantFrom('isChildOf', 'isPartOf', 'exactMatchOf', 'isRelatedTo', 'isPeerOf', 'precedes', 'replacedBy', 'exemplar', 'hasSkillLevel', 'isTranslationOf');
    const links = fc.array(fc.tuple(kind, fc.nat(), fc.nat(20)), { maxLength: 12 });
    fc.assert(
      fc.property(items, links, fc.constantFrom('en', 'de-CH', undefined), (made, ends, language) => {
        const given = packageOf(made, ends, language);
        const { framework } = read(given);
        expect(read(caseOf(framework, defaults)).framework).toEqual(framework);
      }),
      { numRuns: 100 },
    );
  });

  it('is written of a framework that came in another form, and reads the same a second time', () => {
    const wick = aSkill('wick', { code: 'W', alternatives: [{ text: 'a', language: 'en' }, { text: 'b', language: 'en' }] });
    const other = aFramework({ skills: [aSkill('light'), wick], associations: [childOf('wick', 'light'), associated('MAJOR_MATCH', 'wick', 'https://other.example/lamp')] });
    const written = caseOf(other, defaults);
    const { framework } = read(written);
    expect(framework.skills.map(({ uri, code }) => [uri, code])).toEqual(other.skills.map(({ uri, code }) => [uri, code]));
    expect(framework.associations.map(({ kind }) => kind)).toEqual(['CHILD_OF', 'RELATED']);
    expect(caseOf(framework, defaults)).toEqual(written);
  });

  it.each<[string, unknown, RegExp]>([
    ['what is no JSON', '{"CFDocument": ', /^: The file is not JSON\.$/],
    ['what is a list', '[]', /^: The file holds JSON, but no object\.$/],
    ['CTDL-ASN', { '@graph': [] }, /^: The file has no CFDocument.*import it as CTDL-ASN/],
    ['a NUL', changedPackage((one) => (one.CFDocument.title = 'a\0b')), /^: A text in the file has a NUL/],
    ['nesting without end', `{"CFDocument":${'{"a":'.repeat(60)}1${'}'.repeat(60)}}`, /nested more than 40 levels/],
    ['items that are none', { ...aCasePackage(), CFItems: ['x'] }, /^CFItems: This is a list of records/],
    ['a date in a wrong form', changedPackage((one) => (one.CFDocument.statusStartDate = '1/2/2026')), /^CFDocument\.statusStartDate: This is a date/],
    ['a day that is on no calendar', changedPackage((one) => Object.assign(one.CFItems[1] ?? {}, { lastChangeDateTime: '2026-02-30T10:00:00Z' })), /^CFItems\[1\]\.lastChangeDateTime/],
    ['an identifier that is none', changedPackage((one) => Object.assign(one.CFItems[0] ?? {}, { identifier: '17' })), /^CFItems\[0\]\.identifier: An identifier is a UUID/],
    ['an item without a statement', changedPackage((one) => Object.assign(one.CFItems[0] ?? {}, { fullStatement: ' ' })), /^CFItems\[0\]\.fullStatement/],
    ['an address that is a script', changedPackage((one) => Object.assign(one.CFItems[0] ?? {}, { uri: 'javascript:alert(1)' })), /^CFItems\[0\]\.uri: This is an http/],
    ['an association that leads nowhere', changedPackage((one) => Object.assign(one.CFAssociations[1] ?? {}, { destinationNodeURI: {} })), /^CFAssociations\[1\]\.destinationNodeURI: This end names no address/],
    ['a statement of 20,001 characters', changedPackage((one) => Object.assign(one.CFItems[0] ?? {}, { fullStatement: 'x'.repeat(20_001) })), /at most 20,000 characters/],
  ])('refuses %s and says where', (_, given, words) => {
    expect(faultsOf(given)).toContainEqual(expect.stringMatching(words));
  });

  it('tells at most a hundred faults', () => {
    const CFItems = Array.from({ length: 500 }, () => ({ identifier: 'x' }));
    expect(faultsOf({ ...aCasePackage(), CFItems })).toHaveLength(100);
  });

  it('takes an association of an unknown type for nothing, and says so', () => {
    const { framework, unmapped } = read(changedPackage((one) => Object.assign(one.CFAssociations[4] ?? {}, { associationType: 'ext:winksAt' })));
    expect(framework.associations).toHaveLength(4);
    expect(unmapped).toContainEqual({ what: 'CFAssociation.associationType ext:winksAt', count: 1, example: 'CFAssociations[4]' });
  });
});

interface Made {
  readonly uuid: string;
  readonly statement: string;
  readonly notes: string | null;
  readonly scheme: string | null;
  readonly keywords: string[];
}

function packageOf(items: readonly Made[], links: readonly (readonly [string, number, number])[], language: string | undefined) {
  const uriOf = (uuid: string) => `https://case.example/items/${uuid}`;
  const linkTo = (at: number) => {
    const to = items[at];
    return to ? { title: to.statement, identifier: to.uuid, uri: uriOf(to.uuid) } : { title: `Elsewhere ${at}`, identifier: `c5e00009-0000-4000-8000-0000000000${10 + at}`, uri: `https://other.example/${at}` };
  };
  return {
    CFDocument: { ...aCasePackage().CFDocument, language },
    CFItems: items.map(({ uuid, statement, notes, scheme, keywords }) => ({ identifier: uuid, uri: uriOf(uuid), fullStatement: statement, notes, humanCodingScheme: scheme, conceptKeywords: keywords })),
    CFAssociations: links.map(([associationType, from, to], at) => ({
      identifier: `a5500000-0000-4000-8000-0000000000${10 + at}`,
      uri: `https://case.example/associations/${at}`,
      associationType,
      originNodeURI: linkTo(from % items.length),
      destinationNodeURI: linkTo(to),
      lastChangeDateTime: '2026-03-01T09:30:00Z',
    })),
  };
}
