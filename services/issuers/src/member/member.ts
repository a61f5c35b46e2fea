/** A member of a tenant's staff. What the member may do is what is granted. */
export interface Member {
  readonly id: string;
  readonly tenant: string;
  readonly name: string;
  /** The account that signs in as this member; null until somebody does. */
  readonly account: string | null;
  /** When membership ended. */
  readonly removedAt: Date | null;
  readonly createdAt: Date;
}

/** A membership as the person behind it is told of it. */
export interface DescribedMembership {
  readonly member: Member;
  readonly tenantName: string;
  /** Rights over the whole tenant without an end. */
  readonly standing: readonly string[];
}
