import { retrying } from './retrying.js';

const failing = (times: number) => {
  let tries = 0;
  return () => {
    tries += 1;
    return tries <= times ? Promise.reject(new Error(`fault ${tries}`)) : Promise.resolve(tries);
  };
};

test('a fault that may pass is tried again until it has passed', async () => {
  expect(await retrying(failing(3), () => true, { forMs: 1_000, firstPauseMs: 1 })).toBe(4);
});

test('a fault that will not pass is thrown at once', async () => {
  await expect(retrying(failing(3), () => false, { forMs: 1_000, firstPauseMs: 1 })).rejects.toThrow('fault 1');
});

test('patience ends', async () => {
  await expect(retrying(failing(1_000), () => true, { forMs: 20, firstPauseMs: 5 })).rejects.toThrow(/fault [2-9]/);
});

test('a fault that says how long to wait is waited for, and not beyond patience', async () => {
  const began = performance.now();
  await retrying(failing(1), () => true, { forMs: 1_000, firstPauseMs: 1, askedBy: () => 60 });
  expect(performance.now() - began).toBeGreaterThanOrEqual(58);
  await expect(retrying(failing(1), () => true, { forMs: 50, firstPauseMs: 1, askedBy: () => 60 })).rejects.toThrow('fault 1');
});
