import * as events from '@cairn/events';
import { tell, type Telling } from './event-type.js';

/** Achievements, issuers, and what tenants agree on. */
export const toldOfDefinitions: readonly Telling[] = [
  tell(events.achievementCreated, 'achievement.created', 'Achievement', 'achievement', 'An achievement was made.'),
  tell(events.achievementVersionDrafted, 'achievement.version_drafted', 'AchievementVersion', 'achievementVersion', 'A version of an achievement was drafted.'),
  tell(events.achievementVersionPublished, 'achievement.version_published', 'AchievementVersion', 'achievementVersion', 'A version of an achievement was published.'),
  tell(events.achievementVersionRetired, 'achievement.version_retired', 'AchievementVersion', 'achievementVersion', 'A version of an achievement is no longer awarded.'),
  tell(events.achievementArchived, 'achievement.archived', 'Achievement', 'achievement', 'An achievement was taken out of the catalogue.'),
  tell(events.achievementRestored, 'achievement.restored', 'Achievement', 'achievement', 'An archived achievement is in the catalogue again.'),
  tell(events.issuerCreated, 'issuer.created', 'Issuer', 'issuer', 'An issuer was made.'),
  tell(events.issuerChanged, 'issuer.changed', 'Issuer', 'issuer', 'An issuer changed.'),
  tell(events.keyPrePublished, 'issuer.key_published', 'Issuer', 'issuer', 'A key of an issuer was published and does not sign yet.'),
  tell(events.keyActivated, 'issuer.key_activated', 'Issuer', 'issuer', 'An issuer signs with another key.'),
  tell(events.keyRetired, 'issuer.key_retired', 'Issuer', 'issuer', 'A key of an issuer no longer signs.'),
  tell(events.keyCompromised, 'issuer.key_compromised', 'Issuer', 'issuer', 'A key of an issuer is not trusted from some instant on.'),
  tell(events.mandateActivated, 'mandate.activated', 'Mandate', 'mandate', 'An issuer may act in the name of another.', ['agentTenant']),
  tell(events.mandateEnded, 'mandate.ended', 'Mandate', 'mandate', 'A mandate has ended.', ['agentTenant']),
  tell(events.partnershipActivated, 'partnership.activated', 'Partnership', 'partnership', 'Two tenants became partners.', ['invitedTenant']),
  tell(events.partnershipEnded, 'partnership.ended', 'Partnership', 'partnership', 'A partnership has ended.', ['invitedTenant']),
  tell(events.endorsementAccepted, 'endorsement.accepted', 'Endorsement', 'endorsement', 'An endorsement is shown from now on.', ['subjectTenant']),
  tell(events.endorsementWithdrawn, 'endorsement.withdrawn', 'Endorsement', 'endorsement', 'An endorsement was withdrawn.', ['subjectTenant']),
  tell(events.tenantChanged, 'tenant.changed', 'Tenant', 'tenant', 'The tenant was suspended, taken up again or renamed.'),
  tell(events.bulkOperationFinished, 'bulk_operation.finished', 'BulkOperation', 'operation', 'A query in the background has come to its end.'),
];
