import { accepted, type Decision, grantMissing, maySomewhere, notFound, type Principal, refused } from '@cairn/access';
import { PersonCopyStore } from '@cairn/people';
import { Database, type Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { EarnersInForce } from '../people/earners-in-force.js';
import type { Pathway } from '../pathway/pathway.js';
import { PathwayStore } from '../pathway/pathway.store.js';
import type { Enrolment } from './enrolment.js';
import { EnrolmentStore } from './enrolment.store.js';
import { mayEnrolIn } from './may-enrol-in.js';

const waitMs = 1_000;
const pollMs = 50;

/** An enrolment that may be acted on, under the lock of its earner. */
export interface ActedOn {
  readonly enrolment: Enrolment;
  readonly pathway: Pathway;
  readonly as: 'PERSON' | 'TENANT';
}

/** Who may act on an enrolment: the staff of the tenant over the pathway, and the person whose it is. */
@Injectable()
export class EnrolmentAccess {
  constructor(
    private readonly database: Database,
    private readonly people: PersonCopyStore,
    private readonly enrolments: EnrolmentStore,
    private readonly pathways: PathwayStore,
    private readonly earners: EarnersInForce,
  ) {}

  /**
   * The tenant under which the caller acts on the record of an earner: the one where it is his own, or else his own tenant.
   * A person who has just opened his record may be here before its event, so it is waited for, at most 1 s.
   */
  async tenantFor({ account, tenant }: Principal, earner: string): Promise<{ tenant: string | null; isHis: boolean }> {
    if (account === null) return { tenant, isHis: false };
    for (const until = performance.now() + (tenant === null ? waitMs : 0); ; ) {
      const keeper = await this.database.read({ tenant: null, account }, (tx) => this.people.keeperOf(tx, account, earner));
      if (keeper !== undefined || performance.now() >= until) return { tenant: keeper ?? tenant, isHis: keeper !== undefined };
      await new Promise((resume) => setTimeout(resume, pollMs));
    }
  }

  /** The tenant that keeps an enrolment of the person who asks, or else his own tenant; null when there is neither. */
  async tenantOf({ account, tenant }: Principal, id: string): Promise<string | null> {
    if (account === null) return tenant;
    const [own] = await this.database.read({ tenant: null, account }, (tx) => this.enrolments.ofPerson(tx, account, [id]));
    return own?.tenant ?? tenant;
  }

  /**
   * @param field the argument that names the enrolment
   * @param who who may do it: staff over the pathway, the person too, or anybody of the tenant, whom the caller of this judges
   */
  async lock(tx: Tx, principal: Principal, tenant: string, id: string, who: 'STAFF' | 'BOTH' | 'ANYBODY', field = 'id'): Promise<Decision<ActedOn>> {
    const [found] = await this.enrolments.byIds(tx, tenant, [id]);
    const [pathway] = found ? await this.pathways.byIds(tx, [found.pathway]) : [];
    if (!found || !pathway) return refused(notFound('enrolment', field));
    const person = (await this.people.behind(tx, tenant, [found.earner])).get(found.earner);
    const isHis = principal.account !== null && person?.account === principal.account;
    const isStaff = principal.tenant === tenant && mayEnrolIn(principal, pathway);
    if (principal.tenant !== tenant && !isHis) return refused(notFound('enrolment', field));
    if (!isStaff && who !== 'ANYBODY' && !(isHis && who === 'BOTH')) return refused(grantMissing('AWARD'));
    await this.earners.lock(tx, tenant, [found.earner]);
    const [enrolment = found] = await this.enrolments.byIds(tx, tenant, [id]);
    return accepted({ enrolment, pathway, as: isStaff ? 'TENANT' : 'PERSON' });
  }

  /** Refuses those who are nobody's staff and nobody themselves, before anything is looked up. */
  isAnybody(principal: Principal): boolean {
    return principal.account !== null || maySomewhere(principal, 'AWARD');
  }
}
