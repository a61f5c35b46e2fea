import { folded, prefixQuery, trigramsOf } from './folded.js';

describe('texts for search', () => {
  it('are compared without case, accents and signs', () => {
    expect(folded("  L’Élan — 'vital'; (Öl) ")).toBe('l elan vital ol');
    expect(folded('技能 Ⅳ')).toBe('技能 iv');
  });

  it('share most trigrams when they are misspelt', () => {
    const share = (a: string, b: string) => trigramsOf(a).filter((one) => trigramsOf(b).includes(one)).length / trigramsOf(a).length;
    expect(share('comunication', 'communication')).toBeGreaterThan(0.7);
    expect(share('welding', 'communication')).toBeLessThan(0.3);
    expect(trigramsOf('a')).toEqual(['_a_']);
    expect(trigramsOf(' - ')).toEqual([]);
  });

  it('become a query of word beginnings that no operator slips into', () => {
    expect(prefixQuery("weld & !'x | <-> a:b\\")).toBe("'weld':* & 'x':* & 'a':* & 'b':*");
    expect(prefixQuery(' … ')).toBeNull();
  });
});
