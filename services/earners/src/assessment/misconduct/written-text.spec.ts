import { checkText, textMax } from './written-text.js';

const codeOf = (text: string) => {
  const checked = checkText(text, 'text');
  return checked.ok ? 'accepted' : checked.refusals[0]?.code;
};

describe('a text that somebody wrote', () => {
  it.each([
    ['words', 'accepted'],
    ['two\nlines\tand a tab', 'accepted'],
    ['', 'FIELD_MISSING'],
    [' \n ', 'FIELD_MISSING'],
    ['a\u0007bell', 'INVALID_VALUE'],
    ['turned \u202e round', 'INVALID_VALUE'],
    ['x'.repeat(textMax), 'accepted'],
    ['x'.repeat(textMax + 1), 'INVALID_VALUE'],
  ])('is looked at: %j', (text, expected) => expect(codeOf(text)).toBe(expected));

  it('loses the space around it', () => expect(checkText('  so \n', 'text')).toEqual({ ok: true, value: 'so' }));
});
