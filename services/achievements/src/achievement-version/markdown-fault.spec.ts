import { htmlFault, lineFault, markdownFault } from './markdown-fault.js';

const codes = (text: string) => markdownFault(text, 1_000, ['version', 'description']).map(({ code }) => code);

describe('Markdown', () => {
  it.each([
    ['an element', 'Learn <b>this</b>'],
    ['a script', '<script>alert(1)</script>'],
    ['a script in capitals with a line break', '<SCRIPT\n>x'],
    ['an image with a handler', 'x <img src=x onerror=alert(1)>'],
    ['an element that never closes', 'see <img src=x onerror=alert(1)'],
    ['a drawing with a script', '<svg/onload=alert(1)>'],
    ['a closing tag alone', 'a </textarea> b'],
    ['a comment', 'a <!-- b --> c'],
    ['a comment that never closes', 'a <!-- b'],
    ['a declaration', '<!DOCTYPE html>'],
    ['an instruction', '<?xml version="1.0"?>'],
    ['CDATA', '<![CDATA[x]]>'],
    ['an element in code', 'Use `<div>` for it'],
    ['a link with a script', '<javascript:alert(1)>'],
    ['an element behind an address', '<https://museum.example/><b>x</b>'],
  ])('is not %s', (_, text) => {
    expect(codes(text)).toEqual(['HTML_NOT_ALLOWED']);
  });

  it.each([
    'a < b and c > d',
    'x<3, and 5 <= 6',
    '**strong**, _soft_, `code`, [a link](https://museum.example/)',
    'See <https://museum.example/terms?a=1&b=2> or <mailto:desk@museum.example>.',
    '> a quotation\n\n- a list\n- of two',
    'Use `&lt;div&gt;` for it &amp; more',
    '->, <-, <=> and =>',
  ])('may be %j', (text) => {
    expect(codes(text)).toEqual([]);
  });

  it('names the place of the fault, and both faults of a text that is too long as well', () => {
    expect(htmlFault('<b>', ['version', 'translations', '0', 'title'])).toEqual([
      expect.objectContaining({ code: 'HTML_NOT_ALLOWED', field: ['version', 'translations', '0', 'title'] }),
    ]);
    expect(lineFault(`<b>${'x'.repeat(20)}`, 10, ['title']).map(({ code }) => code)).toEqual(['INVALID_VALUE', 'HTML_NOT_ALLOWED']);
  });
});
