import { readJson } from './read-json.js';

const fault = (text: string, depth = 32) => {
  const reading = readJson(text, depth);
  return reading.ok ? 'none' : reading.fault;
};

describe('reading JSON strictly', () => {
  it.each([
    ['{"a":1,"b":[{"a":2},{"a":3}]}', 'none'],
    ['{"a":":","b":"{\\"a\\":1}"}', 'none'],
    ['"\\ud83e\\udea8"', 'none'],
    ['{"a":1,"a":1}', 'MEMBER_DUPLICATE'],
    ['{"a":1,"\\u0061":2}', 'MEMBER_DUPLICATE'],
    ['{"x":[{"a":{"k":1,"m":2,"k":3}}]}', 'MEMBER_DUPLICATE'],
    ['{"__proto__":{}}', 'MEMBER_NAME_REFUSED'],
    ['{"a":"\\ud83e"}', 'STRING_NOT_UNICODE'],
    ['{"a":1,}', 'NOT_JSON'],
    ['', 'NOT_JSON'],
  ])('reads %s as %s', (text, expected) => expect(fault(text)).toBe(expected));

  it('allows nesting up to the limit and refuses one level more', () => {
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    expect(fault(nested(32))).toBe('none');
    expect(fault(nested(33))).toBe('DEPTH_EXCEEDED');
  });
});
