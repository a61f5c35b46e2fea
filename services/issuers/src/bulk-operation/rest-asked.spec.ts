import { restAsked } from './rest-asked.js';

const file = { bytes: 100, sha256: 'abc' };

it.each([
  [{}, 0],
  [{ range: 'bytes=0-' }, 0],
  [{ range: 'bytes=40-' }, 40],
  [{ range: 'bytes=99-' }, 99],
  [{ range: 'bytes=100-' }, 'OUTSIDE'],
  [{ range: 'bytes=40-50' }, 0],
  [{ range: 'bytes=-10' }, 0],
  [{ range: 'bytes=1-,5-' }, 0],
  [{ range: 'lines=4-' }, 0],
  [{ range: 'bytes=40-', 'if-range': '"abc"' }, 40],
  [{ range: 'bytes=40-', 'if-range': '"another"' }, 0],
])('with %j a file is told from %s on', (headers, from) => {
  expect(restAsked(headers, file)).toBe(from);
});

it('is told whole where nobody can say whether it is the same file', () => {
  expect(restAsked({ range: 'bytes=40-' }, { ...file, sha256: null })).toBe(0);
});
