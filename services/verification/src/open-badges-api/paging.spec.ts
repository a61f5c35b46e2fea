import { linksOf, readPage } from './paging.js';

const rels = (offset: number, total: number, limit = 10) =>
  Object.fromEntries([...linksOf('https://r.example/c', { limit, offset, since: null }, total).matchAll(/offset=(\d+)>; rel="(\w+)"/g)].map(([, at, rel]) => [rel, Number(at)]));

describe('a page of credentials', () => {
  it('links to first and last always, to next while more follows and to prev behind the first', () => {
    expect(rels(0, 0)).toEqual({ first: 0, last: 0 });
    expect(rels(0, 10)).toEqual({ first: 0, last: 0 });
    expect(rels(0, 25)).toEqual({ next: 10, first: 0, last: 20 });
    expect(rels(10, 25)).toEqual({ next: 20, first: 0, last: 20, prev: 0 });
    expect(rels(20, 25)).toEqual({ first: 0, last: 20, prev: 10 });
    expect(rels(5, 25)).toEqual({ next: 15, first: 0, last: 20, prev: 0 });
  });

  it('is read from the query, at most a hundred at a time', () => {
    expect(readPage({})).toEqual({ limit: 20, offset: 0, since: null });
    expect(readPage({ limit: '500', offset: '3', since: '2026-01-01T00:00:00Z' })).toEqual({ limit: 100, offset: 3, since: new Date('2026-01-01T00:00:00Z') });
    expect(linksOf('https://r.example/c', readPage({ since: '2026-01-01T00:00:00+01:00' }), 1)).toContain('since=2025-12-31T23%3A00%3A00.000Z');
  });

  it.each([{ limit: '0' }, { limit: '-1' }, { limit: 'x' }, { offset: '10001' }, { offset: ['1', '2'] }, { since: 'yesterday' }, { since: '2026-13-01' }])('refuses %j', (query) => {
    expect(() => readPage(query)).toThrow(expect.objectContaining({ status: 400, minor: 'invalid_query_parameter' }));
  });
});
