/** Types of events that webhooks tell of. `webhook.test` is what `testWebhook` sends. */
export const webhookTypes = [
  'achievement.archived', 'achievement.created', 'achievement.restored', 'achievement.version_drafted', 'achievement.version_published',
  'achievement.version_retired',
  'award.accepted', 'award.cancelled', 'award.declined', 'award.expired', 'award.issued', 'award.offered', 'award.reinstated',
  'award.renewed', 'award.replaced', 'award.revoked', 'award.scheduled', 'award.suspended', 'award.visibility_changed',
  'bulk_operation.finished',
  'consent.given', 'consent.withdrawn',
  'credential.signed', 'credential.status_changed',
  'credit.cycle_met', 'credit.cycle_missed', 'credit.cycle_overdue', 'credit.cycle_reinstated', 'credit.posted', 'credit.reversed', 'credit.revised',
  'earner.changed', 'earner.claimed', 'earner.created', 'earner.erased', 'earner.merged', 'earner.split',
  'endorsement.accepted', 'endorsement.withdrawn',
  'enrolment.approved', 'enrolment.attestation_withdrawn', 'enrolment.attested', 'enrolment.exception_ended',
  'enrolment.exception_granted', 'enrolment.exit_requested', 'enrolment.opted_in', 'enrolment.paused', 'enrolment.refused',
  'enrolment.requested', 'enrolment.resumed', 'enrolment.started', 'enrolment.timed_out', 'enrolment.withdrawn',
  'issuer.changed', 'issuer.created', 'issuer.key_activated', 'issuer.key_compromised', 'issuer.key_published', 'issuer.key_retired',
  'mandate.activated', 'mandate.ended',
  'partnership.activated', 'partnership.ended',
  'pathway.access_changed', 'pathway.completed', 'pathway.completion_annulled', 'pathway.completion_lost', 'pathway.completion_restored',
  'pathway.created', 'pathway.exit_reached', 'pathway.milestone_reached', 'pathway.version_closed', 'pathway.version_drafted',
  'pathway.version_published',
  'roster.changed', 'roster.joined', 'roster.left', 'roster.paused', 'roster.resumed',
  'submission.changed', 'submission.denied', 'submission.granted', 'submission.returned', 'submission.started', 'submission.submitted',
  'submission.withdrawn',
  'tenant.changed',
  'webhook.test',
] as const;

export type WebhookType = (typeof webhookTypes)[number];
