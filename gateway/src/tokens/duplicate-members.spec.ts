import { duplicatesAMember } from './duplicate-members.js';

describe('a member twice in one object', () => {
  it.each(['{"a":1,"a":2}', '{"a":1,"b":{"c":[{"d":1,"d":1}]}}', '{"a":1,"\\u0061":2}', '{"a":1 , "a" : 2}', '{"":1,"":2}', '[{"x":{},"x":[]}]'])('is seen in %s', (text) => {
    expect(duplicatesAMember(text)).toBe(true);
  });

  it.each(['{"a":1,"b":2}', '{"a":{"a":1},"b":[{"a":1},{"a":2}]}', '{"a":"\\"a\\":1","b":"{\\"b\\":"}', '["a","a"]', '{"a":"a","b":"a"}', '"a"'])('is not seen in %s', (text) => {
    expect(duplicatesAMember(text)).toBe(false);
  });
});
