import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { MembersStore } from './members.store.js';

/** Who is taken for a member where only members of the tenant enrol. */
@Injectable()
export class MemberRule {
  constructor(private readonly members: MembersStore) {}

  /**
   * Whoever is on the roster. Staff of a tenant that keeps no roster may enrol any of its earners; a person who enrols
   * himself has to be on it.
   */
  async admits(tx: Tx, tenant: string, earner: string, as: 'PERSON' | 'TENANT'): Promise<boolean> {
    if ((await this.members.among(tx, tenant, [earner])).has(earner)) return true;
    return as === 'TENANT' && !(await this.members.isKept(tx, tenant));
  }
}
