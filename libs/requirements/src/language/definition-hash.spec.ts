import { canonicalForm, definitionHash } from './definition-hash.js';
import type { Pathway } from './pathway.js';

const good: Pathway = { language: 'cairn-pathway/1', version: 1, requirements: [{ id: 'a', kind: 'award', achievement: 'A' }], policy: { sharing: 'shared' } };

describe('the hash of a definition', () => {
  it('does not depend on the order of keys, and changes with the content', () => {
    const turned = Object.fromEntries(Object.entries(good).reverse()) as unknown as Pathway;
    expect(definitionHash(turned)).toBe(definitionHash(good));
    expect(definitionHash({ ...good, version: 2 })).not.toBe(definitionHash(good));
  });

  it('is that of the canonical form, so that anybody can work it out again', () => {
    expect(canonicalForm(good)).toBe('{"language":"cairn-pathway/1","policy":{"sharing":"shared"},"requirements":[{"achievement":"A","id":"a","kind":"award"}],"version":1}');
    // sha256sum of the line above.
    expect(definitionHash(good)).toBe('76fb3770fc4930977f577170b1e9be9ca32dffa394e8523d19a5f5fec6554b94');
  });
});
