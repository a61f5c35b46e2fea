import { DueAhead, type DueBatch } from './due-ahead.js';

/** Notes with these numbers, read two at a time; what was asked for is told. */
function readingOf(numbers: readonly number[]) {
  const asked: string[] = [];
  const read = async (after: string): Promise<DueBatch> => {
    asked.push(after);
    if (after === '66') throw new Error('the connection broke');
    return { notes: numbers.filter((number) => number > Number(after)).slice(0, 2).map((number) => ({ number: String(number), earner: `earner ${number}` })), histories: new Map() };
  };
  const ahead = new DueAhead(read, 2);
  return { asked, ahead, next: async () => (await ahead.batch()).notes.map(({ number }) => Number(number)) };
}

test('the batch after a full one is read before it is asked for, and from the beginning after one that was not full', async () => {
  const { asked, next } = readingOf([3, 5, 8]);
  expect(await next()).toEqual([3, 5]);
  expect(asked).toEqual(['0', '5']);
  expect(await next()).toEqual([8]);
  expect(asked).toEqual(['0', '5']);
  expect(await next()).toEqual([3, 5]);
});

test('who asks for a batch that could not be read is told; who asks for none ends in peace', async () => {
  const { ahead, next } = readingOf([60, 66]);
  expect(await next()).toEqual([60, 66]);
  await expect(next()).rejects.toThrow('the connection broke');
  const other = readingOf([60, 66]);
  await other.next();
  await expect(other.ahead.end()).resolves.toBeUndefined();
  await ahead.end();
});
