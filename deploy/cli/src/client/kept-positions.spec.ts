import { KeptPositions } from './kept-positions.js';

test('a read awaits the newest writes of the last minute', () => {
  let now = 0;
  const positions = new KeptPositions(() => now);
  expect(positions.forRead()).toBeNull();
  positions.add('a');
  now = 50_000;
  positions.add('b');
  expect(positions.forRead()).toBe('a,b');
  now = 70_000;
  expect(positions.forRead()).toBe('b');
  now = 200_000;
  expect(positions.forRead()).toBeNull();
});

test('one header holds ten positions; all are handed out once', () => {
  const positions = new KeptPositions();
  for (let at = 1; at <= 12; at += 1) positions.add(`p${at}`);
  positions.add('p1');
  expect(positions.forRead()?.split(',')).toHaveLength(10);
  expect(positions.takeAll()).toEqual(['p2,p3,p4,p5,p6,p7,p8,p9,p10,p11', 'p12,p1']);
  expect(positions.forRead()).toBeNull();
});
