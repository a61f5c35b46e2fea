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
