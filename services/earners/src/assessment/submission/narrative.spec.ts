import { languageOf, narrativeFaults, narrativeMax, wordsIn } from './narrative.js';

test.each([
  ['', 'en', 0],
  ['One, two – three.', 'en', 3],
  ["I don't know.", 'en', 3],
  ['**Bold** and [a link](https://example.org)', 'en', 6],
  ['私はこの授業を計画しました', 'ja', 7],
  ['ฉันวางแผนบทเรียน', 'th', 5],
])('%j has in %s %i words', (text, language, words) => {
  // Word breaks of Chinese, Japanese and Thai come from a dictionary that grows from release to release.
  const counted = wordsIn(text, language);
  expect(Math.abs(counted - words)).toBeLessThanOrEqual(language === 'en' ? 0 : 2);
});

const codes = (text: string) => narrativeFaults(text, 'parts', '0', 'text').map(({ code }) => code);

test.each(['# Lesson\n\n- *one*\n- `two`', 'a < b and c > d', '<https://example.org/a>', '> quoted', 'x <- 3', '1 <2', 'tab\there'])('%j is Markdown', (text) => {
  expect(codes(text)).toEqual([]);
});

test.each(['<script>alert(1)</script>', 'a <b>bold</b>', '<img src=x onerror=alert(1)', '<!-- hidden -->', '<svg/onload=alert(1)>', 'see [this](javascript:alert(1))', '<?php echo 1 ?>'])('%j is HTML', (text) => {
  expect(codes(text)).toEqual(['HTML_NOT_ALLOWED']);
});

test('control and direction marks are refused, and texts that no limit could mean', () => {
  expect(codes('a\u202eb')).toEqual(['INVALID_VALUE']);
  expect(codes('a\0b')).toEqual(['INVALID_VALUE']);
  expect(codes('a'.repeat(narrativeMax + 1))).toEqual(['PART_TOO_LONG']);
});

test.each([['EN-us', 'en-US'], ['de', 'de'], ['english language', undefined], ['', undefined], ['x'.repeat(40), undefined]])('%j is the language %j', (tag, language) => {
  expect(languageOf(tag)).toBe(language);
});
