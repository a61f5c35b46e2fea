import { type Noun, publicId } from '@cairn/subgraph';
import type { Notice, NoticeKind } from './notice.js';

/** What a notice of a kind is about. */
export const nounOf = (kind: NoticeKind): Noun => others[kind] ?? 'Submission';

const others: Readonly<Partial<Record<NoticeKind, Noun>>> = {
  AWARD_OFFERED: 'Award',
  AWARD_ISSUED: 'Award',
  AWARD_REVOKED: 'Award',
  AWARD_SUSPENDED: 'Award',
  REVIEW_OFFERED: 'ReviewAssignment',
  MISCONDUCT_NOTICE: 'MisconductCase',
  APPEAL_DECIDED: 'Appeal',
  ATTESTATION_ASKED: 'Attestation',
  GUARDIAN_ASKED: 'Award',
};

/** A notice as the schema has it. */
export const noticeNode = ({ kind, about, language, state, why, attempts, createdAt, sentAt }: Notice) => ({
  kind,
  about: publicId(nounOf(kind), about),
  language,
  state,
  reason: why,
  attempts,
  createdAt,
  sentAt,
});
