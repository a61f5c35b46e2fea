import { bulkOperationFinished, bulkOperationRequested } from '@cairn/events';
import { type NewEvent, newEvent } from '@cairn/messaging';
import { asUuid } from '@cairn/postgres';
import { type BulkOperation, objectsOf } from '../bulk-operation/bulk-operation.js';

/** The event whose id the operation keeps: its position is the place before everything that was read. */
export const bulkOperationRequestedEvent = ({ tenant, id, format, requestEvent, createdAt }: BulkOperation): NewEvent =>
  newEvent({
    id: asUuid(requestEvent),
    contract: bulkOperationRequested,
    tenant: asUuid(tenant),
    subject: asUuid(id),
    version: 1,
    data: { operation: id, format, at: createdAt.toISOString() },
    changed: [],
  });

export function bulkOperationFinishedEvent({ tenant, id, state, counts, bytes, errorCode }: BulkOperation, at: Date): NewEvent {
  if (state !== 'FINISHED' && state !== 'FAILED' && state !== 'CANCELLED') throw new Error('the operation has not ended');
  return newEvent({
    contract: bulkOperationFinished,
    tenant: asUuid(tenant),
    subject: asUuid(id),
    version: 2,
    data: { operation: id, state, objects: objectsOf(counts), bytes, error: errorCode, at: at.toISOString() },
    changed: [],
  });
}
