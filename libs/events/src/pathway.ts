import { z } from 'zod';
import { defineEvent } from './envelope.js';
import { date, id, instant, sha256 } from './values.js';

export const pathwayCreated = defineEvent(
  'pathway',
  'created',
  1,
  z.object({ pathway: id, pathwayVersion: id, issuer: id, code: z.string(), at: instant }),
);
export const pathwayVersionDrafted = defineEvent('pathway', 'version-drafted', 1, z.object({ pathway: id, pathwayVersion: id, at: instant }));
/** No new enrolment follows it; those under way go on. */
export const pathwayVersionClosed = defineEvent('pathway', 'version-closed', 1, z.object({ pathway: id, pathwayVersion: id, number: z.number().int().positive(), at: instant }));
/** Who may see it and follow it from now on; those enrolled are untouched. */
export const pathwayAccessChanged = defineEvent('pathway', 'access-changed', 1, z.object({ pathway: id, access: z.enum(['PUBLIC', 'MEMBERS_ONLY']), approval: z.enum(['NOT_NEEDED', 'REQUIRED']), at: instant }));
export const pathwayVersionPublished = defineEvent(
  'pathway',
  'version-published',
  1,
  z.object({
    pathway: id,
    pathwayVersion: id,
    issuer: id,
    number: z.number().int().positive(),
    title: z.string(),
    /** Null where it is large and travels packed. */
    definition: z.record(z.string(), z.unknown()).nullable(),
    /** Its JSON, gzip, base64. */
    definitionPacked: z.string().nullish(),
    definitionHash: sha256,
    completionAchievement: id.nullable(),
    at: instant,
  }),
);

const enrolment = z.object({ enrolment: id, earner: id, pathway: id, pathwayVersion: id, enrolledOn: date, at: instant });
export const enrolmentStarted = defineEvent('enrolment', 'started', 1, enrolment);
/** Asked for where the pathway wants an approval; it begins with `approved`. */
export const enrolmentRequested = defineEvent('enrolment', 'requested', 1, enrolment);
export const enrolmentApproved = defineEvent('enrolment', 'approved', 1, enrolment);
export const enrolmentRefused = defineEvent('enrolment', 'refused', 1, enrolment);
/** Its earner left the roster that it depends on, or came back; a pause changes no evaluation. */
export const enrolmentPaused = defineEvent('enrolment', 'paused', 1, enrolment.extend({ reason: z.enum(['MEMBERSHIP_ENDED', 'BY_HAND']) }));
export const enrolmentResumed = defineEvent('enrolment', 'resumed', 1, enrolment);
export const enrolmentTimedOut = defineEvent('enrolment', 'timed-out', 1, enrolment.extend({ withdrawnOn: date }));
/** A choice of its earner, or a fact about one node, from which it has been evaluated anew. `pathwayVersion` is the one pinned. */
export const enrolmentOptedIn = defineEvent('enrolment', 'opted-in', 1, enrolment.extend({ to: id, on: date }));
export const enrolmentExitRequested = defineEvent('enrolment', 'exit-requested', 1, enrolment.extend({ exit: z.string(), on: date }));
export const enrolmentExceptionGranted = defineEvent('enrolment', 'exception-granted', 1, enrolment.extend({ exception: id, node: z.string(), kind: z.enum(['waive', 'substitute', 'reduce']), on: date, until: date.nullable() }));
export const enrolmentExceptionEnded = defineEvent('enrolment', 'exception-ended', 1, enrolment.extend({ exception: id, node: z.string(), on: date }));
export const enrolmentAttested = defineEvent('enrolment', 'attested', 1, enrolment.extend({ attestation: id, node: z.string(), on: date, until: date.nullable() }));
export const enrolmentAttestationWithdrawn = defineEvent('enrolment', 'attestation-withdrawn', 1, enrolment.extend({ attestation: id, node: z.string(), on: date }));
export const enrolmentWithdrawn = defineEvent('enrolment', 'withdrawn', 1, enrolment.extend({ withdrawnOn: date }));
/** Up to 500 new enrolments of one import, under the job's id; each is at version 1. */
export const enrolmentBatchStarted = defineEvent(
  'enrolment',
  'batch-started',
  1,
  z.object({ job: id, enrolments: z.array(enrolment.extend({ withdrawnOn: date.nullable() })).min(1).max(500) }),
);

/** The event id is derived from (enrolment, kind, first day), so that a repeat is the same event. */
const completion = z.object({
  completion: id,
  enrolment: id,
  earner: id,
  pathway: id,
  pathwayVersion: id,
  /** Achievement to award, as a version-less lineage; null when the pathway awards nothing by itself. */
  awardAchievement: id.nullable(),
  onRevocation: z.enum(['suspend', 'cascadeRevoke', 'stands']),
  completedOn: date,
  countedAwards: z.array(id),
  /** The milestone node or the exit that was reached; absent when it is the pathway as a whole. Each has a `completion` id of its own. */
  destination: z.object({ kind: z.enum(['MILESTONE', 'EXIT']), node: z.string() }).nullish(),
  /** How it was found, by which number of version, and the positions of the inputs that it rests on. */
  ground: z.object({ version: z.number().int().positive(), method: z.enum(['linear', 'heuristic', 'flow', 'milp']), inputs: z.array(z.object({ award: id, version: z.number().int().positive() })) }).nullish(),
  /** Day on which it was reached, lost or restored. */
  on: date,
  at: instant,
});

export type CompletionFact = z.infer<typeof completion>;

export const completionReached = defineEvent('completion', 'reached', 1, completion);
export const completionLost = defineEvent('completion', 'lost', 1, completion.extend({ cause: z.string() }));
export const completionRestored = defineEvent('completion', 'restored', 1, completion);
export const completionAnnulled = defineEvent('completion', 'annulled', 1, completion);
export const milestoneReached = defineEvent('completion', 'milestone-reached', 1, completion);
export const exitReached = defineEvent('completion', 'exit-reached', 1, completion);
