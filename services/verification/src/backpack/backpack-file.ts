import type { StepResult } from '@cairn/credentials';
import { z } from 'zod';

export const backpackFormat = 'cairn-backpack/1';
export const entriesMax = 1_000;

const entry = z.object({
  /** Whether the registry that wrote the file signed it itself. */
  origin: z.enum(['NATIVE', 'FOREIGN']),
  mediaType: z.string().max(100),
  /** SHA-256 of the bytes, in hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** The bytes as they came, in base64. */
  bytes: z.base64(),
  sourceUrl: z.string().max(2_048).nullable(),
  addedAt: z.string().nullable(),
  /** What it was last found to be there; null when it was not checked. */
  checked: z
    .object({
      at: z.string(),
      verdict: z.enum(['VALID', 'INVALID', 'UNKNOWN']),
      steps: z.array(z.object({ step: z.string(), outcome: z.string(), code: z.string().nullable() })).max(50),
    })
    .nullable(),
});

const file = z.object({
  format: z.literal(backpackFormat),
  exportedAt: z.string(),
  credentials: z.array(entry).max(entriesMax),
});

export type BackpackEntry = z.infer<typeof entry>;
export type BackpackFile = z.infer<typeof file>;

/** The file, or what is wrong with it in a sentence. */
export function readBackpackFile(json: unknown): BackpackFile | string {
  const read = file.safeParse(json);
  if (read.success) return read.data;
  const [first] = read.error.issues;
  return first ? `${first.path.join('.') || 'The file'}: ${first.message}` : 'The file cannot be read';
}

/** A step as files tell it. */
type StepInFile = Readonly<Record<'step' | 'outcome', string>> & { readonly code: string | null };

/** Steps as files tell them: what a document asks nothing of, and the words, are left out. */
export const stepsInFile = (steps: readonly StepResult[]): StepInFile[] =>
  steps.filter(({ outcome }) => outcome !== 'NOT_APPLICABLE').map(({ step, outcome, code }) => ({ step, outcome, code: outcome === 'VALID' ? null : code }));

/** Whether two checks came to the same, step by step. */
export const sameSteps = (one: readonly StepInFile[], other: readonly StepInFile[]): boolean =>
  one.length === other.length && one.every(({ step, outcome, code }, at) => other[at]?.step === step && other[at].outcome === outcome && other[at].code === code);
