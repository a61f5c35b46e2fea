import { publicId } from '@cairn/subgraph';
import type { WebhookEndpoint } from './webhook-endpoint.js';

/** An endpoint as the schema has it; `key` is the bare id that its keys are found by. */
export const webhookEndpointNode = ({ id, tenant, ...endpoint }: WebhookEndpoint) => ({ ...endpoint, id: publicId('WebhookEndpoint', id), key: id, tenant });
