import { badInput, type Noun, uuidOf } from '@cairn/subgraph';
import { assessedBases, otherBases } from '../achievement-version/claim-basis.js';
import type { AchievementFilter, ClaimBasis, IdComparator, StringComparator } from '../schema.types.js';

/** Conditions on catalogue entries; absent ones are null, and all must hold. Ids are bare. */
export interface CatalogueConditions {
  readonly ids: readonly string[] | null;
  readonly issuers: readonly string[] | null;
  readonly codes: readonly string[] | null;
  readonly codePrefix: string | null;
  readonly text: string | null;
  readonly sectors: readonly string[] | null;
  readonly useCases: readonly string[] | null;
  readonly bases: readonly ClaimBasis[] | null;
  readonly modes: readonly string[] | null;
  readonly mine: boolean;
}

/** The conditions of a filter. Throws BAD_USER_INPUT for lists or texts beyond their bounds. */
export function toConditions(filter: AchievementFilter | null | undefined): CatalogueConditions {
  return {
    ids: idsOf('Achievement', filter?.id),
    issuers: idsOf('Issuer', filter?.issuer),
    codes: anyOf(filter?.code),
    codePrefix: plain(filter?.code?.startsWith),
    text: wordsOf(filter?.text),
    sectors: filter?.issuerSector ?? null,
    useCases: filter?.useCase ?? null,
    bases: basesOf(filter?.claimBasis, filter?.assessed),
    modes: filter?.earningModes ?? null,
    // A code is the issuer's own and tells one achievement only within a tenant.
    mine: (filter?.mine ?? false) || (filter?.code ?? null) !== null,
  };
}

/** An id of another noun is no id of this one: it matches nothing. */
function idsOf(noun: Noun, comparator: IdComparator | null | undefined): string[] | null {
  return anyOf(comparator)?.flatMap((id) => uuidOf(noun, id) ?? []) ?? null;
}

function anyOf(comparator: Pick<StringComparator, 'eq' | 'in'> | null | undefined): string[] | null {
  const eq = plain(comparator?.eq);
  const among = comparator?.in ?? null;
  if (among !== null && among.length > 100) throw badInput('`in` holds at most 100 values.');
  among?.forEach(plain);
  if (eq === null) return among;
  return among === null || among.includes(eq) ? [eq] : [];
}

function wordsOf(text: string | null | undefined): string | null {
  const words = plain(text)?.trim() ?? '';
  if (words.length > 300) throw badInput('`text` has at most 300 characters.');
  return words === '' ? null : words;
}

/** PostgreSQL's text has no NUL. */
function plain(text: string | null | undefined): string | null {
  if (text?.includes('\0')) throw badInput('A text has no NUL characters.');
  return text ?? null;
}

function basesOf(bases: readonly ClaimBasis[] | null | undefined, assessed: boolean | null | undefined): readonly ClaimBasis[] | null {
  if (assessed === null || assessed === undefined) return bases ?? null;
  const fitting = assessed ? assessedBases : otherBases;
  return bases ? bases.filter((basis) => fitting.includes(basis)) : fitting;
}
