import { isObject, listOf, type Json, type JsonObject } from '../json/json.js';

/** Signed endorsements that one document carries; there may be more of them elsewhere. */
export const ENDORSEMENTS_EMBEDDED_MAX = 5;
/** Endorsements within endorsements: whoever reads a document has to verify every one of them. */
export const ENDORSEMENT_DEPTH_MAX = 3;

/** Signed endorsements of what an achievement credential names. */
export interface EmbeddableEndorsements {
  readonly award?: readonly JsonObject[];
  readonly achievement?: readonly JsonObject[];
  readonly issuer?: readonly JsonObject[];
}

/**
 * The unsigned credential with endorsements beside what each is about: of the award first, then of the
 * achievement and the issuer, five in all. Those that nest too deeply are left out.
 */
export function embedEndorsements(unsigned: JsonObject, given: EmbeddableEndorsements): JsonObject {
  let room = ENDORSEMENTS_EMBEDDED_MAX;
  const fitting = (endorsements: readonly JsonObject[] = []): JsonObject[] => {
    const taken = endorsements.filter((one) => endorsementDepth({ endorsement: [one] }) <= ENDORSEMENT_DEPTH_MAX).slice(0, room);
    room -= taken.length;
    return taken;
  };
  const [award, achievement, issuer] = [fitting(given.award), fitting(given.achievement), fitting(given.issuer)];
  const { credentialSubject: subject } = unsigned;
  const achieved = isObject(subject) ? subject['achievement'] : undefined;
  return {
    ...unsigned,
    ...(isObject(unsigned['issuer']) && { issuer: endorsed(unsigned['issuer'], issuer) }),
    ...(isObject(subject) && isObject(achieved) && { credentialSubject: { ...subject, achievement: endorsed(achieved, achievement) } }),
    ...(award.length > 0 && { endorsement: award }),
  };
}

/** How deeply endorsements nest in a document: 0 without any, 1 where none of them carries another. */
export function endorsementDepth(value: Json | undefined): number {
  if (Array.isArray(value)) return Math.max(0, ...value.map(endorsementDepth));
  if (!isObject(value)) return 0;
  return Math.max(
    0,
    ...Object.entries(value).map(([member, inner]) => {
      const below = endorsementDepth(inner);
      return member === 'endorsement' && listOf(inner).length > 0 ? below + 1 : below;
    }),
  );
}

const endorsed = (thing: JsonObject, endorsements: JsonObject[]): JsonObject => (endorsements.length > 0 ? { ...thing, endorsement: endorsements } : thing);
