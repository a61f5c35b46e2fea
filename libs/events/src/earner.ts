import { z } from 'zod';
import { defineEvent } from './envelope.js';
import { id, instant } from './values.js';

/** Ids only: a name or identifier never leaves the earners service in clear. */
export const earnerCreated = defineEvent('earner', 'created', 1, z.object({ earner: id, at: instant }));
export const earnerChanged = defineEvent('earner', 'changed', 1, z.object({ earner: id, at: instant }));
/** Up to 500 new earners of one import, under the job's id; each is at version 1. */
export const earnerBatchCreated = defineEvent(
  'earner',
  'batch-created',
  1,
  z.object({ job: id, earners: z.array(id).min(1).max(500), at: instant }),
);
/** The person behind the record has shown that it is his: from now on he may read what is kept about it, under this account. */
export const earnerClaimed = defineEvent('earner', 'claimed', 1, z.object({ earner: id, account: id.nullish(), at: instant }));
/** Two records were one person. The subject is the survivor; what was of `from` is the survivor's from now on. */
export const earnerMerged = defineEvent('earner', 'merged', 1, z.object({ earner: id, from: id, at: instant }));
/** A merge is undone: `from` stands for itself again, with the awards listed. */
export const earnerSplit = defineEvent('earner', 'split', 1, z.object({ earner: id, from: id, awards: z.array(id), at: instant }));
/** The person's key was destroyed. Whatever copy tells who the earner is must go; facts stay under the bare id. */
export const earnerErased = defineEvent('earner', 'erased', 1, z.object({ earner: id, at: instant }));
/** A service has done its part of an erasure. The subject is the earner. */
export const erasureConfirmed = defineEvent(
  'erasure',
  'confirmed',
  1,
  z.object({ earner: id, service: z.string(), at: instant }),
);
