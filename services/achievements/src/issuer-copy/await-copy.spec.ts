import { awaitCopy } from './await-copy.js';

describe('awaitCopy', () => {
  it('asks once when the copy is there', async () => {
    let asked = 0;
    expect(await awaitCopy(async () => ((asked += 1), 'copy'))).toBe('copy');
    expect(asked).toBe(1);
  });

  it('waits until a copy arrives', async () => {
    let asked = 0;
    expect(await awaitCopy(async () => ((asked += 1) === 4 ? 'copy' : undefined))).toBe('copy');
  });

  it('gives up after the time it was given, having asked a last time at its end', async () => {
    const began = performance.now();
    let lastAsked = 0;
    expect(await awaitCopy(async () => void (lastAsked = performance.now()), 120)).toBeUndefined();
    expect(lastAsked - began).toBeGreaterThanOrEqual(119);
  });
});
