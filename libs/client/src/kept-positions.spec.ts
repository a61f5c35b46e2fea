import { KeptPositions } from './kept-positions.js';

const read = '{ awards(first: 1) { nodes { id } } }';

test('an operation awaits the writes of the last minute', () => {
  let now = 0;
  const positions = new KeptPositions(() => now);
  expect(positions.unseenBy(read)).toEqual([]);
  positions.add('a');
  now = 50_000;
  positions.add('b');
  expect(positions.unseenBy(read)).toEqual(['a,b']);
  now = 70_000;
  expect(positions.unseenBy(read)).toEqual(['b']);
  now = 200_000;
  expect(positions.unseenBy(read)).toEqual([]);
});

test('what an operation was answered behind is not awaited by it again, and by others still', () => {
  const positions = new KeptPositions();
  positions.add('a');
  positions.wasSeen(read, 'a');
  positions.add('b');
  expect(positions.unseenBy(read)).toEqual(['b']);
  expect(positions.unseenBy('{ pathways(first: 1) { nodes { id } } }')).toEqual(['a,b']);
});

test('more writes than a header holds take several, and none is left out', () => {
  const positions = new KeptPositions();
  const tokens = Array.from({ length: 40 }, (_, at) => `${String(at).padStart(2, '0')}${'x'.repeat(198)}`);
  for (const token of tokens) positions.add(token);
  positions.add(tokens[0] as string);
  const headers = positions.unseenBy(read);
  expect(headers.length).toBe(3);
  expect(Math.max(...headers.map(({ length }) => length))).toBeLessThanOrEqual(3_600);
  expect(headers.join(',').split(',')).toEqual([...tokens.slice(1), tokens[0]]);
});

test('the position of a bulk job, longer than any header should be, goes alone', () => {
  const positions = new KeptPositions();
  for (const token of ['a', 'j'.repeat(5_000), 'b']) positions.add(token);
  expect(positions.unseenBy(read)).toEqual(['a', 'j'.repeat(5_000), 'b']);
});

test('all are handed out once', () => {
  const positions = new KeptPositions();
  positions.add('a');
  positions.add('b');
  expect(positions.all()).toEqual(['a', 'b']);
  expect(positions.takeAll()).toEqual(['a,b']);
  expect(positions.takeAll()).toEqual([]);
});
