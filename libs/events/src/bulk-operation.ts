import { z } from 'zod';
import { defineEvent } from './envelope.js';
import { id, instant } from './values.js';

const count = z.number().int().nonnegative();

/** Somebody asked for a query to run in the background. What the query is stays with issuers: it may name people. */
export const bulkOperationRequested = defineEvent('bulk-operation', 'requested', 1, z.object({ operation: id, format: z.enum(['JSONL', 'CSV', 'PARQUET']), at: instant }));

/** A query that ran in the background has come to its end. */
export const bulkOperationFinished = defineEvent(
  'bulk-operation',
  'finished',
  1,
  z.object({
    operation: id,
    state: z.enum(['FINISHED', 'FAILED', 'CANCELLED']),
    /** Objects written, and their bytes. */
    objects: count,
    bytes: count,
    /** Why it failed, else null. */
    error: z.string().nullable(),
    at: instant,
  }),
);
