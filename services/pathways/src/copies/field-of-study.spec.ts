import { fieldOfStudy } from './field-of-study.js';

const alignment = (targetUrl: string, targetFramework: string | null = null, targetCode: string | null = null) => ({ targetUrl, targetFramework, targetCode });

test.each([
  ['by the code under a framework of that name', [alignment('https://frameworks.example/f/1', 'ISCED-F 2013', '0611')], '0611'],
  ['by the end of its address', [alignment('http://data.europa.eu/snb/isced-f/0912')], '0912'],
  ['by the first of several', [alignment('https://skills.example/sail', 'Seafaring', '12'), alignment('https://x.example/isced-f/061'), alignment('https://x.example/isced-f/09')], '061'],
])('a field of study is known %s', (_how, alignments, code) => {
  expect(fieldOfStudy(alignments)).toBe(code);
});

test.each([
  ['skills of other frameworks', [alignment('https://skills.example/0611', 'ESCO', '0611')]],
  ['a code that is none', [alignment('https://x.example/f', 'ISCED-F', 'computing')]],
  ['nothing', []],
])('no field of study is guessed from %s', (_what, alignments) => {
  expect(fieldOfStudy(alignments)).toBeNull();
});
