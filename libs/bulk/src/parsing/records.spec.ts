import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { readRecords } from './records.js';

const json = (...lines: string[]) => readRecords('JSONL', null, Buffer.from(lines.map((line) => `${line}\n`).join('')));

describe('reading JSON lines', () => {
  it('reads objects and says of each other line what is wrong', async () => {
    expect(await json('{"name":"Ada"}', '[1]', '{"name":')).toEqual([{ name: 'Ada' }, 'The line is no JSON object.', 'The line is no JSON document.']);
  });

  it('refuses a text that PostgreSQL cannot store, however it is escaped', async () => {
    const refused = await json('{"name":"\\u0000"}', '{"name":"\\ud800"}', '{"in":["\\uDC00x"]}');
    for (const line of refused) expect(line).toMatch(/cannot be stored/);
  });

  it('takes an escaped backslash before u0000, and a whole surrogate pair, for the harmless texts they are', async () => {
    expect(await json('{"name":"\\\\u0000"}', '{"name":"\\ud83d\\ude00"}')).toEqual([{ name: '\\u0000' }, { name: '😀' }]);
  });
});

describe('reading CSV', () => {
  const columns = ['a', 'b', 'c'];
  const header = { width: columns.length, picks: columns.map((name, at) => ({ at, name })) };
  const csv = (text: string) => readRecords('CSV', header, Buffer.from(text));

  it('reads lines with and without quotes, whichever way they end', async () => {
    expect(await csv('1,2,3\n"4",5,6\r\n7,8,9\r\n,,x')).toEqual([
      { a: '1', b: '2', c: '3' },
      { a: '4', b: '5', c: '6' },
      { a: '7', b: '8', c: '9' },
      { c: 'x' },
    ]);
  });

  it('says of a line with too many or too few fields how many it has', async () => {
    expect(await csv('1,2\n\n1,2,3,4\n')).toEqual(['The line has 2 fields; the header has 3.', 'The line has 1 fields; the header has 3.', 'The line has 4 fields; the header has 3.']);
  });

  it('reads lines without quotes as the parser of RFC 4180 does', async () => {
    const cell = fc.string({ unit: fc.constantFrom('x', ' ', '\r', 'é', ';', "'", '\t') });
    const line = fc.tuple(fc.tuple(cell, cell, cell), fc.constantFrom('\n', '\r\n'));
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1 }), fc.boolean(), async (lines, ended) => {
        const text = lines.map(([cells, end], at) => cells.join(',') + (ended || at < lines.length - 1 ? end : '')).join('');
        const expected = (parse(text, { relax_column_count: true, record_delimiter: ['\n', '\r\n'] }) as string[][]).map((cells) =>
          Object.fromEntries(columns.flatMap((name, at) => (cells[at] ? [[name, cells[at]]] : []))),
        );
        expect(await csv(text)).toEqual(expected);
      }),
    );
  });
});
