import { publicId } from '@cairn/subgraph';
import type { Member } from './member.js';

/** A member as the schema has it; `key` is the bare id that its grants are found by. */
export const memberNode = ({ id, name, account, createdAt }: Member) => ({
  id: publicId('Member', id),
  key: id,
  name,
  linked: account !== null,
  createdAt,
});
