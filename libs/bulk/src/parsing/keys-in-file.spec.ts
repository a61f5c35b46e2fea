import { KeysInFile } from './keys-in-file.js';

describe('keys of a file', () => {
  it('tell the line that had a key first, and let the same line come again', () => {
    const keys = new KeysInFile();
    expect(keys.firstRow('r-1', 1)).toBeUndefined();
    expect(keys.firstRow('r-2', 2)).toBeUndefined();
    expect(keys.firstRow('r-1', 9)).toBe(1);
    expect(keys.firstRow('r-1', 1)).toBeUndefined();
  });

  it('are told apart by the hundred thousand, however alike they are', () => {
    const keys = new KeysInFile();
    const taken = Array.from({ length: 200_000 }, (_, index) => keys.firstRow(`key-${index + 1}`, index + 1)).filter((row) => row !== undefined);
    expect(taken).toEqual([]);
    for (let row = 1; row <= 200_000; row += 997) expect(keys.firstRow(`key-${row}`, 300_000)).toBe(row);
  });
});
