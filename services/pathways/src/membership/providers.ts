import { MemberRule } from './member-rule.js';
import { MembersStore } from './members.store.js';
import { MembershipService } from './membership.service.js';

/** Who belongs to a tenant. */
export const membershipProviders = [MembersStore, MemberRule, MembershipService];
