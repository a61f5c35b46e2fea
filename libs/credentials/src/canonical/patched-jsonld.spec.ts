import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { publicData, testUnless } from '@cairn/testkit';
import { CREDENTIALS_V2, OPEN_BADGES_3, OPEN_BADGES_EXTENSIONS } from '../contexts/bundled-contexts.js';
import { buildAchievementCredential } from '../documents/achievement-credential.js';
import { aCredential } from '../documents/sample-credential.fixture.js';
import { isObject, type Json, type JsonObject } from '../json/json.js';
import { readJson } from '../json/read-json.js';
import { ourForm, stockForm } from './stock-form.fixture.js';

const { path: samples, missing } = publicData('credentials');

const own = buildAchievementCredential(aCredential());
const scoped = { Thing: { '@id': 'urn:x:Thing', '@context': { inner: 'urn:x:inner', '@direction': 'rtl' } }, part: 'urn:x:part' };
const nested = { type: 'Thing', inner: 'a', part: { type: 'Thing', inner: 'b', part: { inner: 'c' } } };
const inline = (context: Json, rest: object): JsonObject => ({ '@context': [{ type: '@type', id: '@id' }, context], ...rest });

describe('jsonld without its copies', () => {
  it.each<[string, JsonObject]>([
    ['a credential with everything we write', own],
    ['one list for two alike', { ...own, evidence: [{ type: ['Evidence'] }, { type: ['Evidence'] }] }],
    ['terms that a scope ends for', inline(scoped, nested)],
    ['a scope that reaches further', inline({ ...scoped, Thing: { '@id': 'urn:x:T', '@context': { '@propagate': true, inner: 'urn:x:i' } } }, nested)],
    ['a scope that is nothing', inline({ ...scoped, Thing: { '@id': 'urn:x:T', '@context': null } }, { '@type': 'Thing' })],
    ['scopes at addresses', inline({ Thing: { '@id': 'urn:x:T', '@context': CREDENTIALS_V2 } }, { type: 'Thing', '@id': 'urn:x:1', name: 'n' })],
    ['a direction for texts', inline({ '@direction': 'ltr', ...scoped }, nested)],
    ['an imported context', inline({ '@version': 1.1, '@import': OPEN_BADGES_EXTENSIONS, part: 'urn:x:part' }, { part: 'a' })],
    ['a term that is protected', { ...own, '@context': [CREDENTIALS_V2, { issuer: 'urn:x:issuer' }] }],
    ['a context that forgets the protected ones', { ...own, '@context': [CREDENTIALS_V2, null, OPEN_BADGES_3] }],
    ['a term that nobody defines', { ...own, favouriteColour: 'teal' }],
    ['an unknown context', { '@context': 'https://unknown.example/v1', id: 'urn:x:1' }],
  ])('reads %s as the published library does', async (_what, document) => {
    const stock = await stockForm(document);
    // Twice: what one document leaves behind must not matter to the next.
    expect(await ourForm(document)).toBe(stock);
    expect(await ourForm(document)).toBe(stock);
    expect(await ourForm(own)).toBe(await stockForm(own));
  });

  it('leaves the library as it is for others', () => {
    const context = createRequire(import.meta.url)('jsonld/lib/context.js') as { getInitialContext(options: object): { clone: { name: string } } };
    expect(context.getInitialContext({}).clone.name).toBe('_cloneActiveContext');
  });

  testUnless(missing)('reads every sample of others as the published library does, refusals included', async () => {
    const files = readdirSync(samples, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
    const different: string[] = [];
    for (const file of files) {
      const reading = readJson(readFileSync(`${samples}/${file}`, 'utf8'), 32);
      if (!reading.ok || !isObject(reading.value)) continue;
      const document = reading.value;
      const { proof: _proof, ...unsecured } = document;
      for (const one of [document, unsecured]) if ((await ourForm(one)) !== (await stockForm(one))) different.push(file);
    }
    expect(files.length).toBeGreaterThan(100);
    expect(different).toEqual([]);
  });
});
