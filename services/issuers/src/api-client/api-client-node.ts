import { publicId } from '@cairn/subgraph';
import type { ApiClient } from './api-client.js';
import type { ApiKey } from './api-key.js';

/** A client as the schema has it; `key` is the bare id that its grants and keys are found by. */
export const apiClientNode = ({ id, name, origins, operationsOnly, expiresAt, disabledAt, createdAt, tenant }: ApiClient) => ({
  id: publicId('ApiClient', id),
  key: id,
  tenant,
  name,
  origins,
  operationsOnly,
  expiresAt,
  disabledAt,
  createdAt,
});

export const apiKeyNode = ({ prefix, expiresAt, createdAt }: ApiKey) => ({ prefix, expiresAt, createdAt });
