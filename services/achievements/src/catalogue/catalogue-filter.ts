import { badInput, type Noun, uuidOf } from '@cairn/subgraph';
import { assessedBases, otherBases } from '../achievement-version/claim-basis.js';
import type { AchievementFilter, ClaimBasis, IdComparator, StringComparator } from '../schema.types.js';
import { effortMinutes } from './effort.js';
import { type AskedWords, primaryLanguage, wordsOf } from './words.js';

/** Conditions on catalogue entries; absent ones are null, and all must hold. Ids are bare. */
export interface CatalogueConditions {
  readonly ids: readonly string[] | null;
  readonly issuers: readonly string[] | null;
  readonly codes: readonly string[] | null;
  readonly codePrefix: string | null;
  readonly words: AskedWords | null;
  readonly sectors: readonly string[] | null;
  readonly useCases: readonly string[] | null;
  readonly bases: readonly ClaimBasis[] | null;
  readonly modes: readonly string[] | null;
  readonly skill: { readonly uri: string; readonly orBelow: boolean } | null;
  readonly levels: readonly string[] | null;
  readonly levelPrefix: string | null;
  /** Minutes of work. */
  readonly effortFrom: number | null;
  readonly effortTo: number | null;
  readonly costs: readonly string[] | null;
  /** Primary languages. */
  readonly languages: readonly string[] | null;
  readonly mine: boolean;
}

/** The conditions of a filter. Throws BAD_USER_INPUT for lists or texts beyond their bounds. */
export function toConditions(filter: AchievementFilter | null | undefined): CatalogueConditions {
  return {
    ids: idsOf('Achievement', filter?.id),
    issuers: idsOf('Issuer', filter?.issuer),
    codes: anyOf(filter?.code),
    codePrefix: plain(filter?.code?.startsWith),
    words: wordsOf(plain(filter?.text), filter?.textLanguages ?? null, filter?.fuzzy ?? false),
    sectors: filter?.issuerSector ?? null,
    useCases: filter?.useCase ?? null,
    bases: basesOf(filter?.claimBasis, filter?.assessed),
    modes: filter?.earningModes ?? null,
    skill: filter?.skill ? { uri: plain(filter.skill.uri) ?? '', orBelow: filter.skill.orBelow ?? true } : null,
    levels: anyOf(filter?.level),
    levelPrefix: plain(filter?.level?.startsWith),
    effortFrom: effortMinutes(filter?.effort?.atLeast ?? null),
    effortTo: effortMinutes(filter?.effort?.atMost ?? null),
    costs: filter?.cost ?? null,
    languages: languagesOf(filter?.language),
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

/** PostgreSQL's text has no NUL. */
function plain(text: string | null | undefined): string | null {
  if (text?.includes('\0')) throw badInput('A text has no NUL characters.');
  return text ?? null;
}

function languagesOf(languages: readonly string[] | null | undefined): string[] | null {
  if ((languages?.length ?? 0) > 20) throw badInput('`language` holds at most 20 values.');
  return languages?.map(primaryLanguage) ?? null;
}

function basesOf(bases: readonly ClaimBasis[] | null | undefined, assessed: boolean | null | undefined): readonly ClaimBasis[] | null {
  if (assessed === null || assessed === undefined) return bases ?? null;
  const fitting = assessed ? assessedBases : otherBases;
  return bases ? bases.filter((basis) => fitting.includes(basis)) : fitting;
}
