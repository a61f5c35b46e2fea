import { AsyncLocalStorage } from 'node:async_hooks';

const background = new AsyncLocalStorage<true>();

/** Runs work that no request and no event has caused. */
export const inBackground = <Result>(work: () => Result): Result => background.run(true, work);

/** Whether what runs now is such work: what it costs is nobody's who waits. */
export const isInBackground = (): boolean => background.getStore() === true;
