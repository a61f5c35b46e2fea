import { type Decision, OpaqueTokens } from '@cairn/access';
import type { StepResult } from '@cairn/credentials';
import { encodePosition, type Mark } from '@cairn/messaging';
import { publicId, userErrors } from '@cairn/subgraph';
import { Injectable } from '@nestjs/common';
import type { ForeignCredential } from './foreign-credential.js';

/** A foreign credential as the schema has it. */
export const foreignCredentialNode = (row: ForeignCredential) => ({
  __typename: 'ForeignCredential' as const,
  /** The row itself, for fields that ask for more. */
  row,
  id: publicId('ForeignCredential', row.id),
  earner: { __typename: 'Earner' as const, id: publicId('Earner', row.earner) },
  state: row.verdict ?? 'RECEIVED',
  trust: row.trust,
  format: row.format,
  mediaType: row.mediaType,
  digest: row.digest,
  issuerId: row.issuer,
  achievementId: row.achievement,
  validFrom: row.validFrom,
  validUntil: row.validUntil,
  addedBy: row.addedBy,
  version: row.version,
  checkedAt: row.checkedAt,
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
});

/** A step as verifyCredential tells it; what a document asks nothing of is left out. */
export const stepNodes = (steps: readonly StepResult[]) =>
  steps
    .filter(({ outcome }) => outcome !== 'NOT_APPLICABLE')
    .map(({ step, outcome, code, message }) => ({ step, outcome, message, code: outcome === 'VALID' ? null : code }));

/** Answers to what changes backpacks. */
@Injectable()
export class BackpackPayloads {
  constructor(private readonly tokens: OpaqueTokens) {}

  of(changed: Decision<{ credential: ForeignCredential; marks: readonly Mark[] }>) {
    if (!changed.ok) return { foreignCredential: null, userErrors: userErrors(changed.refusals), position: null };
    const { credential, marks } = changed.value;
    return { foreignCredential: foreignCredentialNode(credential), userErrors: [], position: this.position(marks) };
  }

  position(marks: readonly Mark[]): string | null {
    return marks.length > 0 ? encodePosition(this.tokens, marks) : null;
  }
}
