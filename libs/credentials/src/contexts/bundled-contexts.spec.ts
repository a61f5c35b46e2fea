import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { canonicalForm } from '../proofs/canonical-form.js';
import { bundledContexts, CREDENTIALS_V2, OPEN_BADGES_3 } from './bundled-contexts.js';
import { bundledDocumentLoader, ContextNotKnown } from './document-loader.js';

const digest = (address: string) =>
  createHash('sha256')
    .update(canonicalize(bundledContexts.get(address)) ?? '')
    .digest('hex');

describe('the bundled contexts', () => {
  it('are the ones the standards publish', () => {
    expect(digest(CREDENTIALS_V2)).toBe('b463c8d6a066214123ddd9827b135e1b50e1fc73322cc52a9b12a4f1fc7d86cf');
    expect(digest(OPEN_BADGES_3)).toBe('c5e555a91a5cf48e32ae0a05674c61ddd5c053b680b5643b2f57f9965e386d99');
  });

  it('are loaded as static documents, and nothing else is loaded', async () => {
    expect(await bundledDocumentLoader(OPEN_BADGES_3)).toMatchObject({
      documentUrl: OPEN_BADGES_3,
      tag: 'static',
    });
    await expect(bundledDocumentLoader('https://unknown.example/v1')).rejects.toBeInstanceOf(ContextNotKnown);
  });

  it('name the unknown context of a document, however deep it stands', async () => {
    const unknown = { '@context': 'https://unknown.example/v1', id: 'urn:x:1' };
    for (const document of [
      unknown,
      {
        '@context': [CREDENTIALS_V2],
        type: 'VerifiableCredential',
        evidence: { ...unknown, type: 'Evidence' },
      },
    ]) {
      expect(await canonicalForm(document)).toMatchObject({
        ok: false,
        fault: { code: 'CONTEXT_NOT_KNOWN', detail: 'https://unknown.example/v1' },
      });
    }
  });

  it('define every term or the document has no canonical form', async () => {
    const form = await canonicalForm({
      '@context': [CREDENTIALS_V2],
      type: 'VerifiableCredential',
      favouriteColour: 'teal',
    });
    expect(form).toMatchObject({ ok: false, fault: { code: 'TERM_NOT_DEFINED' } });
  });
});
