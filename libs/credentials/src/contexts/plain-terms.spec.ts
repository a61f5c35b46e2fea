import { hiddenMeaning } from './plain-terms.js';

const V2 = 'https://www.w3.org/ns/credentials/v2';
const until = 'https://www.w3.org/2018/credentials#validUntil';

describe('a document says the same to readers of members and of RDF', () => {
  it.each<[string, object]>([
    [
      'with terms alone',
      { '@context': [V2], type: ['VerifiableCredential'], validUntil: '2026-01-01T00:00:00Z' },
    ],
    [
      'with a text in a language',
      {
        name: { '@value': 'Bonjour', '@language': 'fr' },
        note: { '@value': '1', '@type': 'http://www.w3.org/2001/XMLSchema#integer' },
      },
    ],
    [
      'with a term of its own',
      { '@context': [V2, { website: 'https://vocabulary.example/website' }], website: 'x' },
    ],
    [
      'with a term of its own for addresses',
      { '@context': [V2, { website: { '@id': 'https://vocabulary.example/website', '@type': '@id' } }] },
    ],
    ['with a vocabulary of its own', { '@context': [V2, { '@vocab': 'https://vocabulary.example/' }] }],
  ])('%s', (_what, document) => expect(hiddenMeaning(document as never)).toBeUndefined());

  it.each<[string, object]>([
    ['an absolute IRI', { [until]: '2026' }],
    ['deep down', { a: [{ b: { [until]: '2026' } }] }],
    ['a compact IRI', { 'cred:validUntil': '2026' }],
    ['nesting', { '@nest': { validUntil: '2026' } }],
    ['a graph', { '@graph': [{}] }],
    ['included nodes', { '@included': [] }],
    ['a reverse property', { '@reverse': {} }],
    ['a keyword for its alias', { '@id': 'did:x:1' }],
    ['a typed node by keyword', { '@type': 'x' }],
    ['another name for a term', { '@context': [V2, { end: until }], end: '2026' }],
    ['another name with a type', { '@context': [V2, { end: { '@id': until } }] }],
    ['a nest by another name', { '@context': [V2, { more: '@nest' }] }],
    [
      'a prefix',
      { '@context': [V2, { urn: 'https://www.w3.org/2018/cred', end: 'urn:entials#validUntil' }] },
    ],
    [
      'a vocabulary that begins like ours',
      { '@context': [V2, { '@vocab': 'https://www.w3.org/2018/cred' }], 'entials#validUntil': '2026' },
    ],
    ['a vocabulary that is ours', { '@context': [V2, { '@vocab': 'https://www.w3.org/2018/credentials#' }] }],
    ['an import', { '@context': [V2, { '@import': 'https://x.example' }] }],
    [
      'a scoped context',
      { '@context': [V2, { a: { '@id': 'https://vocabulary.example/a', '@context': { end: until } } }] },
    ],
    ['no context any more', { '@context': [V2, null] }],
    ['an inline context further in', { credentialSubject: { '@context': { end: until } } }],
  ])('but not through %s', (_what, document) => expect(hiddenMeaning(document as never)).toBeDefined());
});
