import { memberTexts } from './member-texts.js';

describe('elements of a JSON text', () => {
  it('come out as they stand there, with their numbers, spaces and escapes', () => {
    const text = ' { "total" : 1e3 , "credential" : [ {"score":1.0,  "a]}":"\\"]}\\\\"} ,{"n":[1,[2,{"x":"}"}]]}, 12345678901234567890 , true,"a,\\u0022"], "other":{"credential":[1]}}';
    expect(memberTexts(text, ['credential'])).toEqual(['{"score":1.0,  "a]}":"\\"]}\\\\"}', '{"n":[1,[2,{"x":"}"}]]}', '12345678901234567890', 'true', '"a,\\u0022"']);
  });

  it('are none where the member is missing, empty or no array', () => {
    for (const text of ['{}', '{"credential":[]}', '{"credential":{"0":1}}', '{"credential":null,"x":[1]}', '[[1]]', '"credential"']) expect(memberTexts(text, ['credential'])).toEqual([]);
  });

  it('are those that parsing finds, whatever is in them', () => {
    const value = (depth: number): unknown => {
      const dice = Math.floor(Math.random() * (depth > 3 ? 4 : 6));
      if (dice === 0) return Math.random() * 10 ** Math.floor(Math.random() * 30 - 10);
      if (dice === 1) return ['', '"', '\\', '[]{},:', 'ü\n\u2028', '\\"'][Math.floor(Math.random() * 6)];
      if (dice === 2) return [true, false, null][Math.floor(Math.random() * 3)];
      const parts = Array.from({ length: Math.floor(Math.random() * 4) }, () => value(depth + 1));
      return dice % 2 === 1 ? parts : Object.fromEntries(parts.map((part, at) => [`${at}"]`, part]));
    };
    for (let run = 0; run < 500; run += 1) {
      const elements = Array.from({ length: run % 5 }, () => value(0));
      const text = JSON.stringify({ before: value(0), credential: elements, after: value(0) }, null, run % 3);
      expect(memberTexts(text, ['credential']).map((one) => JSON.parse(one) as unknown)).toEqual(JSON.parse(JSON.stringify(elements)));
    }
  });
});
