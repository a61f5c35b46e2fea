import fc from 'fast-check';
import { CREDENTIALS_V2, OPEN_BADGES_3 } from '../contexts/bundled-contexts.js';
import { bundledDocumentLoader } from '../contexts/document-loader.js';
import { buildAchievementCredential } from '../documents/achievement-credential.js';
import type { CredentialDetails } from '../documents/credential-details.js';
import { aCredential } from '../documents/sample-credential.fixture.js';
import type { JsonObject } from '../json/json.js';
import { compileTemplate, constantsOf } from './compile-template.js';
import { generalForm } from './general-form.js';
import { shapeOf, withValues } from './shape.js';
import { stockForm } from './stock-form.fixture.js';
import { Template } from './template.js';
import { Templates } from './templates.js';

const achievement = aCredential().achievement;
const levels = ['a', 'b', 'c'].map((key) => ({ id: `https://registry.example/a/1#${key}`, name: `Level ${key}`, points: '3' }));
const described = { id: 'https://registry.example/a/1#r', name: 'Rubric', resultType: 'RubricCriterionLevel', allowedValue: ['1', '2'], rubricCriterionLevel: levels };
const evidence = ['e1', 'e2'].map((id) => ({ id: `https://registry.example/${id}`, name: `Work ${id}`, genre: 'Portfolio', description: 'Three' }));

const shapes: Record<string, Partial<CredentialDetails>> = {
  'everything we write': {},
  'the least we write': { validUntil: undefined, results: [], creditsEarned: undefined, status: undefined, achievement: { ...achievement, alignments: [], tags: [], imageUrl: undefined } },
  'results and levels': { achievement: { ...achievement, resultDescriptions: [described] }, results: [{ resultDescription: described.id, achievedLevel: levels[1]?.id }] },
  'two results and evidence': { results: [{ value: '87' }, { value: 'passed', status: 'Completed' }], evidence },
  'a level of another vocabulary': { achievement: { ...achievement, achievementType: 'ext:Apprenticeship', alignments: achievement.alignments.map((one) => ({ ...one, targetType: 'ceterms:Credential' })) } },
};

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom('', ' ', '"', '\\', '\\u0041', '\n', '\u007f', '\u0000', '\u{1F600}', 'Certificate', '@id', '_:b0', 'id', 'ex:1', 'null', '1', '2026-02-30T99:00:00Z'),
);
const address = (scheme: string) =>
  fc
    .tuple(fc.webPath({ size: 'small' }), fc.uuid())
    .map(([path, id]) => (scheme === 'https' ? `https://other.example${path}/${id}` : `${scheme}:other:${encodeURIComponent(path)}${id}`));

/** Other values for a document: texts for texts and addresses for addresses, some alike. */
const fillingsOf = (values: readonly string[]) =>
  fc.tuple(...values.map((value) => fc.oneof({ weight: 1, arbitrary: fc.constantFrom(value, ...values.filter((other) => schemeLike(other) === schemeLike(value))) }, { weight: 60, arbitrary: schemeLike(value) ? address(schemeLike(value) ?? '') : text })));
const schemeLike = (value: string) => /^(https|urn|did):/.exec(value)?.[1];

describe('canonical forms by template', () => {
  it.each(Object.entries(shapes))('equal the general way for any values in %s', async (_name, over) => {
    const document = buildAchievementCredential(aCredential(over));
    const shape = shapeOf(document);
    if (!shape) throw new Error('the document has no shape');
    const constants = await constantsOf(document, shape, bundledDocumentLoader);
    const template = await compileTemplate(document, shape, constants, bundledDocumentLoader);
    expect(template).toBeInstanceOf(Template);
    expect(template?.fill(shape.values)).toBe(await stockForm(document));
    let byTemplate = 0;
    await fc.assert(
      fc.asyncProperty(fillingsOf(shape.values), async (values) => {
        const other = withValues(document, values.map((value, slot) => (constants.has(slot) ? (shape.values[slot] ?? '') : value)));
        const its = shapeOf(other);
        if (its?.key !== shape.key) return;
        const form = template?.fill(its.values);
        // Values that make things alike are left to the general way.
        if (form !== undefined) expect(form).toBe(await generalForm(other, bundledDocumentLoader));
        if (form !== undefined) byTemplate += 1;
      }),
      { numRuns: 60 },
    );
    expect(byTemplate).toBeGreaterThan(20);
  });

  it('are made from the second document of a shape on, and equal the published library all along', async () => {
    const templates = new Templates(bundledDocumentLoader);
    for (const index of [1, 2, 3, 4, 5]) {
      const document = buildAchievementCredential(aCredential({ subjectId: `urn:uuid:${index}`, status: { listUrl: 'https://registry.example/l', index, purpose: 'revocation' } }));
      expect(await templates.form(document)).toBe(await stockForm(document));
    }
  });

  it('keep to the values that mean something: vocabulary, types, names of members', async () => {
    const templates = new Templates(bundledDocumentLoader);
    for (const achievementType of ['Certificate', 'Badge', 'Certificate', 'ext:Own', 'Badge', 'ext:Own']) {
      const document = buildAchievementCredential(aCredential({ achievement: { ...achievement, achievementType } }));
      expect(await templates.form(document)).toBe(await stockForm(document));
    }
  });

  it('leave to the general way what makes nodes or texts alike', async () => {
    const templates = new Templates(bundledDocumentLoader);
    const tagged = (...tags: string[]) => buildAchievementCredential(aCredential({ achievement: { ...achievement, tags } }));
    const proven = (first: string, second: string) => buildAchievementCredential(aCredential({ evidence: evidence.map((one, at) => ({ ...one, id: at === 0 ? first : second })) }));
    const alike = [tagged('a', 'a'), proven('urn:x:1', 'urn:x:1'), proven('urn:x:1', aCredential().issuer.did)];
    for (const document of [tagged('a', 'b'), tagged('c', 'd'), tagged('e', 'f'), proven('urn:x:1', 'urn:x:2'), proven('urn:x:3', 'urn:x:4'), proven('urn:x:5', 'urn:x:6'), ...alike]) {
      expect(await templates.form(document)).toBe(await stockForm(document));
    }
  });

  it('give up a template that differs from the general way, and say so', async () => {
    const templates = new Templates(bundledDocumentLoader, 1);
    const document = buildAchievementCredential(aCredential());
    for (let time = 0; time < 3; time += 1) await templates.form(document);
    const fill = jest.spyOn(Template.prototype, 'fill').mockReturnValue('<urn:x:wrong> .\n');
    const warned = new Promise<Error>((resolve) => process.once('warning', resolve));
    const right = await stockForm(document);
    expect(await templates.form(document)).toBe(right);
    expect(await warned).toMatchObject({ code: 'CAIRN_TEMPLATE_DIFFERS' });
    fill.mockClear();
    expect(await templates.form(document)).toBe(right);
    expect(fill).not.toHaveBeenCalled();
    fill.mockRestore();
  });
});

describe('the shape of a document', () => {
  const base: JsonObject = { '@context': [CREDENTIALS_V2, OPEN_BADGES_3], id: 'https://a.example/1', type: ['VerifiableCredential'], name: 'a', issuer: { id: 'did:web:a.example', type: ['Profile'] } };
  const keyOf = (over: JsonObject) => shapeOf({ ...base, ...over })?.key;

  it('is the same for other texts and addresses', () => {
    expect(keyOf({ id: 'https://b.example/2', name: 'b " \\ | : 3' })).toBe(keyOf({}));
  });

  it.each<[string, JsonObject]>([
    ['another type', { type: ['VerifiablePresentation'] }],
    ['another scheme', { id: 'urn:x:1' }],
    ['one thing twice', { id: 'did:web:a.example', issuer: { id: 'did:web:a.example', type: ['Profile'] } }],
    ['another number', { credentialSubject: { creditsEarned: 2 } }],
    ['no longer an address', { id: 'relative' }],
    ['an address with a blank', { id: 'https://a.example/ 1' }],
    ['a further member', { description: 'd' }],
    ['another context', { '@context': [CREDENTIALS_V2] }],
  ])('differs with %s', (_what, over) => expect(keyOf(over)).not.toBe(keyOf({})));

  it.each<[string, JsonObject]>([
    ['contexts of its own', { '@context': [CREDENTIALS_V2, { name: 'urn:x:name' }] }],
    ['contexts further in', { issuer: { '@context': CREDENTIALS_V2, id: 'did:web:a.example' } }],
    ['keywords', { name: { '@value': 'a' } }],
    ['too many texts', { credentialSubject: { tag: Array.from({ length: 500 }, (_, at) => `t${at}`) } }],
  ])('is not told of a document with %s', (_what, over) => expect(shapeOf({ ...base, ...over })).toBeUndefined());

  it('and its values are the document', () => {
    const document = buildAchievementCredential(aCredential());
    const shape = shapeOf(document);
    expect(withValues(document, shape?.values ?? [])).toEqual(document);
    const other = (shape?.values ?? []).map((value) => `${value}x`);
    expect(shapeOf(withValues(document, other))).toMatchObject({ key: shape?.key, values: other });
  });
});
