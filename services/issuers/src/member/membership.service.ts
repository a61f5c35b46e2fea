import { accepted, type Decision, grantMissing, may, notFound, type Principal, refusal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { Database, isUniqueViolation, newId, type Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { ScopedGrant } from '../grant/grant.js';
import { GrantStore } from '../grant/grant.store.js';
import { HolderStore } from '../grant/holder.store.js';
import { type Made, PeopleChange } from '../grant/people-change.service.js';
import type { DescribedMembership, Member } from './member.js';
import { MemberStore } from './member.store.js';

export interface NewMember {
  readonly tenant: string;
  readonly name: string;
  readonly account: string | null;
  readonly grants: readonly ScopedGrant[];
}

/** Who belongs to a tenant's staff, from joining to leaving, and by which account. */
@Injectable()
export class MembershipService {
  constructor(
    private readonly database: Database,
    private readonly store: MemberStore,
    private readonly holders: HolderStore,
    private readonly grants: GrantStore,
    private readonly people: PeopleChange,
  ) {}

  /** Writes a new member with its grants, inside a change of the tenant's people. */
  async join(tx: Tx, now: Date, { tenant, name, account, grants }: NewMember): Promise<Member> {
    const member: Member = { id: newId(), tenant, name, account, removedAt: null, createdAt: now };
    await this.store.insert(tx, member);
    await this.holders.insert(tx, tenant, member.id, 'MEMBER');
    await this.grants.give(
      tx,
      grants.map((grant) => ({ ...grant, id: newId(), tenant, holder: member.id, givenAt: now })),
    );
    await note(tx, { tenant, action: 'cairn.member.joined', subject: member.id, subjectKind: 'MEMBER' });
    return member;
  }

  /** Lets an account sign in as a member. An account is one member of a tenant at most (ALREADY_EXISTS). */
  async linkAccount(tenant: string, member: string, account: string): Promise<Decision<Member>> {
    try {
      return await this.database.write({ tenant }, async (tx) => {
        const [found] = await this.store.byIds(tx, tenant, [member]);
        if (!found) return refused(notFound('member', 'id'));
        if (found.account !== null && found.account !== account) return refused(otherAccount);
        await this.store.link(tx, tenant, member, account);
        await note(tx, { tenant, action: 'cairn.member.linked', subject: member, subjectKind: 'MEMBER' });
        return accepted({ ...found, account });
      });
    } catch (error) {
      if (isUniqueViolation(error, 'member_account')) return refused(alreadyMember);
      throw error;
    }
  }

  /** Ends a membership: nothing is granted any more, and the account signs in as this member no longer. */
  async remove(principal: Principal, id: string): Promise<Decision<Made<Member>>> {
    const { tenant } = principal;
    if (tenant === null) return refused(grantMissing('ADMINISTER'));
    return this.people.run(principal, tenant, async (tx, now, caller) => {
      const [member] = await this.store.byIds(tx, tenant, [id]);
      if (!member) return refused(notFound('member', 'id'));
      if (!may(caller, 'ADMINISTER')) return refused(grantMissing('ADMINISTER'));
      await this.store.end(tx, tenant, id, now);
      await this.grants.removeOf(tx, tenant, id);
      await note(tx, { tenant, action: 'cairn.member.left', subject: id, subjectKind: 'MEMBER' });
      return accepted({ value: { ...member, account: null, removedAt: now }, concerned: [id] });
    });
  }

  /** The memberships of an account. They lie in several tenants, hence the worker's view; of this account alone. */
  described(account: string): Promise<DescribedMembership[]> {
    return this.database.work(async (tx) => {
      const members = await this.store.ofAccount(tx, account);
      return this.store.describe(tx, members);
    });
  }
}

const otherAccount = refusal('ALREADY_EXISTS', 'Another account signs in as this member.');

export const alreadyMember = refusal('ALREADY_EXISTS', 'This account is a member of the tenant already.');
