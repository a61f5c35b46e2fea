import { createHash } from 'node:crypto';
import { asUuid, type Uuid } from '@cairn/postgres';
import type { CompletionStep } from './completion.js';

/**
 * The id of a completion's event, a UUIDv8 (RFC 9562) of its content: working the same thing out again gives the same
 * event. `destination` names a milestone or an exit. The version is part of it, since an award suspended, reinstated and
 * suspended again on one day is told twice.
 */
export function completionEventId(tenant: string, enrolment: string, { kind, on, version }: CompletionStep, destination = ''): Uuid {
  const hash = createHash('sha256').update(`completion\n${tenant}\n${enrolment}\n${destination && `${destination}\n`}${kind}\n${on}\n${version}`).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  return asUuid(hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'));
}
