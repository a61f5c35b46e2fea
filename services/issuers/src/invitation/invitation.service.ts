import { accepted, type Decision, grantMissing, may, notFound, type Principal, refusal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { Database, isUniqueViolation, newId } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import type { ScopedGrant } from '../grant/grant.js';
import { GrantService } from '../grant/grant.service.js';
import { type Made, PeopleChange } from '../grant/people-change.service.js';
import type { Member } from '../member/member.js';
import { alreadyMember, MembershipService } from '../member/membership.service.js';
import { checkEmail } from '../sign-in/account/account.js';
import { checkName } from '../tenant/tenant.js';
import { ProvenEmail } from './proven-email.service.js';
import { checkOpen, hashToken, type Invitation, INVITATION_DAYS, newToken, notOpen, stateAt } from './invitation.js';
import { InvitationStore } from './invitation.store.js';

export interface NewInvitation {
  readonly name: string;
  readonly grants: readonly ScopedGrant[];
  readonly email: string | null;
}

/** Invites people to a tenant's staff, and lets them in. */
@Injectable()
export class InvitationService {
  constructor(
    private readonly database: Database,
    private readonly store: InvitationStore,
    private readonly grants: GrantService,
    private readonly memberships: MembershipService,
    private readonly people: PeopleChange,
    private readonly emails: ProvenEmail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The token is in the answer and nowhere else. Nobody invites to more than he may do himself. */
  async invite(principal: Principal, input: NewInvitation): Promise<Decision<Made<{ invitation: Invitation; token: string }>>> {
    const { tenant } = principal;
    if (tenant === null) return refused(grantMissing('ADMINISTER'));
    const name = checkName(input.name, 'name');
    if (!name.ok) return name;
    const email = input.email === null ? accepted(null) : checkEmail(input.email, 'email');
    if (!email.ok) return email;
    return this.people.run(principal, tenant, async (tx, now, caller) => {
      if (!may(caller, 'ADMINISTER')) return refused(grantMissing('ADMINISTER'));
      const allowed = await this.grants.checkAll(tx, caller, tenant, input.grants, now, 'grants');
      if (!allowed.ok) return allowed;
      const token = newToken();
      const invitation: Invitation = {
        id: newId(),
        tenant,
        name: name.value,
        grants: input.grants,
        tokenHash: hashToken(token),
        emailHash: email.value === null ? null : this.emails.hashOf(email.value),
        state: 'OPEN',
        member: null,
        createdAt: now,
        expiresAt: new Date(now.getTime() + INVITATION_DAYS * 86_400_000),
      };
      await this.store.insert(tx, invitation);
      await note(tx, { tenant, action: 'cairn.invitation.made', subject: invitation.id, subjectKind: 'INVITATION' });
      return accepted({ value: { invitation, token }, concerned: [] });
    });
  }

  /** Makes the signed-in account a member, once. */
  async accept(principal: Principal, token: string): Promise<Decision<Made<Member>>> {
    const { account } = principal;
    if (account === null) return refused(refusal('GRANT_MISSING', 'A person takes an invitation up, signed in.'));
    const place = await this.database.work((tx) => this.store.placeOf(tx, hashToken(token)));
    if (!place) return refused(notOpen);
    const proven = await this.emails.of(account);
    const { tenant, id } = place;
    try {
      return await this.people.run(principal, tenant, async (tx, now) => {
        const invitation = await this.store.lock(tx, tenant, id);
        const open = invitation ? checkOpen(invitation, proven, now) : refused(notOpen);
        if (!invitation || !open.ok) return open.ok ? refused(notOpen) : open;
        const member = await this.memberships.join(tx, now, { tenant, name: invitation.name, account, grants: invitation.grants });
        await this.store.end(tx, tenant, id, 'ACCEPTED', member.id);
        await note(tx, { tenant, action: 'cairn.invitation.accepted', subject: id, subjectKind: 'INVITATION' });
        return accepted({ value: member, concerned: [member.id] });
      });
    } catch (error) {
      if (isUniqueViolation(error, 'member_account')) return refused(alreadyMember);
      throw error;
    }
  }

  async withdraw(principal: Principal, id: string): Promise<Decision<Made<Invitation>>> {
    const { tenant } = principal;
    if (tenant === null) return refused(grantMissing('ADMINISTER'));
    return this.people.run(principal, tenant, async (tx, now, caller) => {
      const invitation = await this.store.lock(tx, tenant, id);
      if (!invitation) return refused(notFound('invitation', 'id'));
      if (!may(caller, 'ADMINISTER')) return refused(grantMissing('ADMINISTER'));
      const state = stateAt(invitation, now);
      if (state !== 'OPEN') return refused(refusal('INVITATION_STATE_INVALID', `The invitation is ${state.toLowerCase()}.`, 'id'));
      await this.store.end(tx, tenant, id, 'WITHDRAWN', null);
      await note(tx, { tenant, action: 'cairn.invitation.withdrawn', subject: id, subjectKind: 'INVITATION' });
      return accepted({ value: { ...invitation, state: 'WITHDRAWN' }, concerned: [] });
    });
  }

  async page(principal: Principal, after: string | null, limit: number): Promise<Invitation[] | 'FORBIDDEN'> {
    const { tenant } = principal;
    if (tenant === null || !may(principal, 'ADMINISTER')) return 'FORBIDDEN';
    return this.database.read({ tenant }, (tx) => this.store.page(tx, tenant, after, limit));
  }

  /** What an invitation is now, for showing. */
  stateOf(invitation: Invitation) {
    return stateAt(invitation, new Date(this.clock.now()));
  }
}
