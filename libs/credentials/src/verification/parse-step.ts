import { readInput } from '../formats/read-input.js';
import type { ReadCredential } from './read-credential.js';
import { stepReporter, type StepResult } from './verdict.js';

const report = stepReporter('parse');

/** Step 1. Bytes, text or an already parsed object to a credential that everybody would read the same way. */
export function parseStep(input: Uint8Array | string | object): { result: StepResult; read?: ReadCredential } {
  const reading = readInput(input);
  if (reading.ok) return { result: report.valid('PARSED', reading.message), read: reading.read };
  const { outcome, code, message } = reading;
  return { result: outcome === 'INVALID' ? report.invalid(code, message) : report.unknown(code, message) };
}
