import { type Right, rights } from '@cairn/access';

/** A usual set of rights over a whole tenant, by the name of who has them. */
export const roles = {
  ADMINISTRATOR: rights,
  DESIGNER: ['DESIGN', 'PUBLISH'],
  REGISTRAR: ['AWARD', 'REVOKE'],
  REVIEWER: ['REVIEW'],
  GRANTOR: ['GRANT_AWARD'],
  COMMITTEE_MEMBER: ['SIT_ON_COMMITTEE'],
  ANALYST: ['ANALYSE'],
  AUDITOR: ['AUDIT'],
} as const satisfies Record<string, readonly Right[]>;

export type MemberRole = keyof typeof roles;

/** The role that stands for exactly these rights over the tenant; null when none does. */
export function roleOf(held: readonly string[]): MemberRole | null {
  const set = new Set(held);
  const names = Object.keys(roles) as MemberRole[];
  return names.find((name) => roles[name].length === set.size && roles[name].every((right) => set.has(right))) ?? null;
}
