import type { AuditRow } from '@cairn/audit';
import { type Noun, prefixes, publicId } from '@cairn/subgraph';

/** An entry as the schema has it (type AuditEntry of values.graphql). */
export const auditEntryNode = ({ id, at, actorKind, actor, requestId, action, subjectKind, subject, earners }: AuditRow) => ({
  id,
  at,
  actorKind,
  actor: actor && idOf(nounOfActor[actorKind] ?? '', actor),
  requestId,
  action,
  subject: idOf(subjectKind, subject),
  subjectKind,
  earnerCount: earners,
});

const nounOfActor: Partial<Record<AuditRow['actorKind'], string>> = { CLIENT: 'API_CLIENT', OPERATOR: 'API_CLIENT', MEMBER: 'MEMBER', PERSON: 'ACCOUNT' };

/** `AWARD` is the noun `Award`; what has no global ids keeps its bare one. */
function idOf(kind: string, uuid: string): string {
  const noun = kind.toLowerCase().replace(/(?:^|_)([a-z])/g, (_match, first: string) => first.toUpperCase());
  return noun in prefixes ? publicId(noun as Noun, uuid) : uuid;
}
