/** Looks whether a file is harmful. */
export interface Scanner {
  /** Throws ScannerUnavailable when nobody looked: such a file is not taken. */
  scan(bytes: Buffer): Promise<'CLEAN' | 'HARMFUL'>;
}

/** Injection token: the Scanner of the service. */
export const SCANNER = Symbol('scanner');

/** Nobody looked at the file; the same call may succeed later. */
export class ScannerUnavailable extends Error {
  readonly code = 'SCANNER_UNAVAILABLE';
  readonly retryable = true;
}

/** For a registry that has no virus scanner. */
export const noScanner: Scanner = { scan: () => Promise.resolve('CLEAN') };
