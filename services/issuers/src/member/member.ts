export type MemberRole = 'ADMINISTRATOR' | 'DESIGNER' | 'REGISTRAR' | 'ANALYST';

/** A member of a tenant's staff. */
export interface Member {
  readonly id: string;
  readonly tenant: string;
  readonly name: string;
  readonly role: MemberRole;
  readonly createdAt: Date;
}
