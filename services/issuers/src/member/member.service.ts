import { accepted, type Decision, grantMissing, may, type Principal, refused } from '@cairn/access';
import { Database, newId } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { checkName } from '../tenant/tenant.js';
import type { Member, MemberRole } from './member.js';
import { MemberStore } from './member.store.js';

@Injectable()
export class MemberService {
  constructor(
    private readonly database: Database,
    private readonly store: MemberStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async add(principal: Principal, input: { name: string; role: MemberRole }): Promise<Decision<Member>> {
    const { tenant } = principal;
    if (tenant === null || !may(principal, 'ADMINISTER')) return refused(grantMissing('ADMINISTER'));
    const name = checkName(input.name, 'name');
    if (!name.ok) return name;
    const member: Member = { id: newId(), tenant, name: name.value, role: input.role, createdAt: new Date(this.clock.now()) };
    await this.database.write({ tenant }, (tx) => this.store.insert(tx, member));
    return accepted(member);
  }

  page(tenant: string, after: string | null, limit: number): Promise<Member[]> {
    return this.database.read({ tenant }, (tx) => this.store.page(tx, tenant, after, limit));
  }
}
