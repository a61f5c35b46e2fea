import { type CredentialPage, readPage } from './credential-page.js';
import { type AskedPart, type ListEnd, ListReading } from './list-reading.js';

/** Reads a list to its end; answers what was found, how it ended, and how many pages were asked for. */
function readAll(host: (asked: AskedPart, page: number) => CredentialPage | 'TOO_LARGE') {
  const list = new ListReading();
  const found: string[] = [];
  for (let page = 1; ; page += 1) {
    const got = host(list.next, page);
    const { news, end }: { news: readonly string[]; end: ListEnd | null } = got === 'TOO_LARGE' ? { news: [], ...list.takeTooLarge() } : list.take(got);
    found.push(...news);
    if (end) return { found, end, pages: page, list };
  }
}

const all = (count: number) => Array.from({ length: count }, (_, at) => `credential ${at}`);
/** A host as the standard has it. */
const good = (texts: readonly string[], { max = 100, tellsTotal = true, links = true } = {}) => ({ limit, offset }: AskedPart): CredentialPage => {
  const shown = texts.slice(offset, offset + Math.min(limit, max));
  return { texts: shown, total: tellsTotal ? texts.length : null, more: links ? offset + shown.length < texts.length : null };
};

describe('reading a list', () => {
  it('finds every credential once, however few a page has and whatever the host tells of pages', () => {
    for (const count of [0, 1, 99, 100, 101, 200, 457]) {
      for (const max of [1, 7, 20, 100]) {
        for (const tellsTotal of [true, false]) {
          for (const links of [true, false]) {
            const { found, end } = readAll(good(all(count), { max, tellsTotal, links }));
            expect([found, end]).toEqual([all(count), 'COMPLETE']);
          }
        }
      }
    }
  });

  it('goes on where a host leaves some out of its pages, or all of one', () => {
    const shown = (offset: number, limit: number) => all(300).slice(offset, offset + limit).filter((_text, at) => (offset + at) % 3 === 0 && offset !== 100);
    const { found, end } = readAll(({ limit, offset }) => ({ texts: shown(offset, limit), total: null, more: offset + limit < 300 }));
    expect(end).toBe('COMPLETE');
    expect(found.filter((text) => Number(text.split(' ')[1]) < 100)).toHaveLength(34);
  });

  it('does not go round and round where the offset is ignored', () => {
    expect(readAll(() => ({ texts: all(20), total: null, more: true }))).toMatchObject({ end: 'LIST_ENDLESS', pages: 3, found: all(20) });
    expect(readAll(() => ({ texts: all(100), total: null, more: null }))).toMatchObject({ end: 'LIST_ENDLESS', found: all(100) });
    expect(readAll(() => ({ texts: all(20), total: 40, more: false }))).toMatchObject({ end: 'LIST_ENDLESS', found: all(20) });
  });

  it('takes a short list that is the same whatever is asked for what it is', () => {
    expect(readAll(() => ({ texts: all(12), total: null, more: null }))).toMatchObject({ end: 'COMPLETE', found: all(12), pages: 2 });
  });

  it('ends where there is no end', () => {
    const { end, pages } = readAll(({ offset, limit }) => ({ texts: all(limit).map((text) => `${text} of ${offset}`), total: null, more: true }));
    expect([end, pages]).toEqual(['LIST_ENDLESS', 101]);
  });

  it('does not take the word of a host that counts more than it hands out, and says so', () => {
    expect(readAll(({ limit, offset }) => ({ texts: all(12).slice(offset, offset + limit), total: 19, more: offset + limit < 12 }))).toMatchObject({ end: 'LIST_INCOMPLETE', found: all(12) });
  });

  it('reads on where more was counted than the links tell of, and is content where less was', () => {
    expect(readAll(({ limit, offset }) => ({ texts: all(150).slice(offset, offset + limit), total: 150, more: false }))).toMatchObject({ end: 'COMPLETE', found: all(150) });
    expect(readAll(({ limit, offset }) => ({ texts: all(150).slice(offset, offset + limit), total: 3, more: offset + limit < 150 }))).toMatchObject({ end: 'COMPLETE', found: all(150) });
  });

  it('begins again where the list changes under it, so that nothing slips through between two pages', () => {
    const after = ['new', ...all(250).slice(3)];
    const { found, end } = readAll((asked, page) => good(page === 1 ? all(250) : after)(asked));
    expect([new Set(found), end]).toEqual([new Set([...all(100), ...after]), 'COMPLETE']);
    expect(readAll((asked, page) => good(all(250 + page))(asked)).end).toBe('LIST_INCOMPLETE');
  });

  it('asks for less where a page is too large, and leaves out the one credential that is', () => {
    const large = 'credential 57';
    const { found, end, list } = readAll((asked) => {
      const page = good(all(120))(asked);
      return page.texts.length > 30 || page.texts.includes(large) ? 'TOO_LARGE' : page;
    });
    expect([found.length, end, list.tooLarge, found.includes(large)]).toEqual([119, 'COMPLETE', 1, false]);
  });

  it('knows that a page with room for more tells of every change', () => {
    expect(readAll(good(all(99))).list.wasOnePage).toBe(true);
    for (const count of [100, 101]) expect(readAll(good(all(count))).list.wasOnePage).toBe(false);
  });
});

describe('a page', () => {
  it('is read with either name of compact forms, and with the links and the count beside it', () => {
    for (const name of ['compactJwsString', 'compactJwsStrings']) {
      expect(readPage(`{"credential":[{"a":1.0}],"${name}":["x.y.z",5]}`, { link: '<https://h/?o=2>; rel="next", <https://h/>; rel="first"', 'x-total-count': '7' })).toEqual({ texts: ['{"a":1.0}', 'x.y.z'], total: 7, more: true });
    }
    expect(readPage('{}', { link: '<https://h/?rel=next>; rel="last"', 'x-total-count': 'many' })).toEqual({ texts: [], total: null, more: false });
    expect(readPage('{}', {})?.more).toBeNull();
  });

  it('is none where it is no object', () => {
    for (const body of ['', '[]', 'null', '<p>', '{"credential":[']) expect(readPage(body, {})).toBeUndefined();
  });
});
