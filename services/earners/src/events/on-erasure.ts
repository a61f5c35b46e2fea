import { earnerErased, erasureConfirmed } from '@cairn/events';
import { type Listener, listenTo } from '@cairn/messaging';
import type { ErasureCompletion } from '../erasure/erasure-completion.service.js';

/** An erasure is told by this service and heard by it as well: files cannot be part of a transaction. Then the others confirm. */
export const onErasure = (completion: ErasureCompletion): Listener[] => [
  listenTo(earnerErased, (tx, { tenantid, data }) => completion.follow(tx, tenantid, data.earner)),
  listenTo(erasureConfirmed, (tx, { tenantid, data: { earner, service, at } }) => completion.confirmed(tx, tenantid, { earner, service, at: new Date(at) })),
];
