import { recordEnd } from './record-end.js';

const split = (format: 'CSV' | 'JSONL', text: string): string[] => {
  const bytes = Buffer.from(text);
  const records: string[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = recordEnd(format, bytes, start, true);
    records.push(bytes.toString('utf8', start, end));
    start = end;
  }
  return records;
};

describe('recordEnd', () => {
  const cases: [string, string, string[]][] = [
    ['plain lines', 'a,b\nc,d\n', ['a,b\n', 'c,d\n']],
    ['a last line without newline', 'a\r\nb', ['a\r\n', 'b']],
    ['an empty line', 'a\n\nb\n', ['a\n', '\n', 'b\n']],
    ['a newline in quotes', 'a,"x\ny"\nb\n', ['a,"x\ny"\n', 'b\n']],
    ['a doubled quote', '"x""\ny"\nb\n', ['"x""\ny"\n', 'b\n']],
    ['a quote inside an unquoted field', 'a"b\nc"d\n', ['a"b\n', 'c"d\n']],
    ['a quote closed by something else', '"a"b\n"c\nd"\n', ['"a"b\n', '"c\nd"\n']],
    ['a quote that is never closed', 'a,"b\nc\nd\n', ['a,"b\n', 'c\n', 'd\n']],
    ['a quote closed at the very end', 'a\n"b"', ['a\n', '"b"']],
  ];
  it.each(cases)('ends CSV records at %s', (_, text, records) => {
    expect(split('CSV', text)).toEqual(records);
  });

  it('knows no quotes in JSON Lines', () => {
    expect(split('JSONL', '{"a":1\n}\n')).toEqual(['{"a":1\n', '}\n']);
  });

  it('asks for more bytes while a quote is open, until it is too long to be one', () => {
    expect(recordEnd('CSV', Buffer.from('"open\nstill'), 0, false)).toBe(-1);
    expect(recordEnd('CSV', Buffer.from(`"open\n${'x'.repeat(70_000)}`), 0, false)).toBe(6);
  });
});
