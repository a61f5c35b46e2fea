import { accepted, type Decision, grantMissing, may, type Principal, refused } from '@cairn/access';
import { Database } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { tenantWide } from '../grant/grant.js';
import { type Made, PeopleChange } from '../grant/people-change.service.js';
import { checkName } from '../tenant/tenant.js';
import type { Member } from './member.js';
import { MemberStore } from './member.store.js';
import { MembershipService } from './membership.service.js';
import { type MemberRole, roles } from './role.js';

@Injectable()
export class MemberService {
  constructor(
    private readonly database: Database,
    private readonly store: MemberStore,
    private readonly memberships: MembershipService,
    private readonly people: PeopleChange,
  ) {}

  /** Adds a member with the rights of a role; nobody gives a right that he lacks. */
  async add(
    principal: Principal,
    input: { name: string; role: MemberRole; idempotencyKey?: string | null },
  ): Promise<Decision<Made<Member>>> {
    const { tenant } = principal;
    if (tenant === null) return refused(grantMissing('ADMINISTER'));
    const name = checkName(input.name, 'name');
    if (!name.ok) return name;
    return this.people.run(
      principal,
      tenant,
      async (tx, now, caller) => {
        const lacking = (['ADMINISTER', ...roles[input.role]] as const).find((right) => !may(caller, right));
        if (lacking) return refused(grantMissing(lacking));
        const member = await this.memberships.join(tx, now, {
          tenant,
          name: name.value,
          account: null,
          grants: tenantWide(tenant, roles[input.role]),
        });
        return accepted({ value: member, concerned: [member.id] });
      },
      input,
    );
  }

  read(tenant: string, ids: readonly string[]): Promise<Member[]> {
    return this.database.read({ tenant }, (tx) => this.store.byIds(tx, tenant, ids));
  }

  page(tenant: string, after: string | null, limit: number): Promise<Member[]> {
    return this.database.read({ tenant }, (tx) => this.store.page(tx, tenant, after, limit));
  }
}
