import { publicId } from '@cairn/subgraph';
import type { DescribedMembership } from './member.js';
import { roleOf } from './role.js';

/** A membership as the schema has it. */
export const membershipNode = ({ member, tenantName, standing }: DescribedMembership) => ({
  tenantId: publicId('Tenant', member.tenant),
  tenantName,
  memberId: publicId('Member', member.id),
  name: member.name,
  role: roleOf(standing),
});
