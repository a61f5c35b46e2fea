import type { Principal } from '@cairn/access';
import type { Mark } from '@cairn/messaging';
import type { Uuid } from '@cairn/postgres';
import type { EscoNames } from '../skill-format/esco-reader.js';
import { faultsShown, type SkillFault, type Unmapped } from '../skill-format/reading.js';
import { missingParents } from '../skill-framework/framework-check.js';
import { associationKinds, type FrameworkText, type SkillAssociationKind, type SkillFormat } from '../skill-framework/framework-text.js';

/** Bytes of all files of an import together: they are read in one piece. */
export const fileBytesMax = 32 * 1024 * 1024;
export const filesMax = 8;

/** What was asked for, and who asked, with the rights of that moment. */
export interface SkillJobRequest {
  readonly principal: Principal;
  /** Ids of uploads; none in an adoption. */
  readonly uploads: readonly string[];
  readonly format: SkillFormat | null;
  /** What the tables of ESCO do not say. */
  readonly names: EscoNames;
  /** Whether the framework is adopted when its generation is complete. */
  readonly adopt: boolean;
}

export interface SkillJobFault {
  readonly code: string;
  readonly place: string | null;
  readonly message: string;
}

/** What of a file was mapped, and what was not. */
export interface SkillImportReport {
  readonly skills: number;
  readonly associations: readonly { readonly kind: SkillAssociationKind; readonly count: number }[];
  readonly rubrics: number;
  readonly unmapped: readonly Unmapped[];
  readonly missingParentCount: number;
  readonly missingParents: readonly { readonly skill: string; readonly parent: string }[];
}

/** An import or adoption in the background. */
export interface SkillJob {
  readonly id: Uuid;
  readonly tenant: Uuid;
  readonly task: 'IMPORT' | 'ADOPT';
  readonly state: 'QUEUED' | 'RUNNING' | 'FINISHED' | 'FAILED';
  readonly request: SkillJobRequest;
  readonly framework: string | null;
  readonly generation: number | null;
  readonly total: number | null;
  /** How many skills, then associations, have been stored. */
  readonly loaded: number;
  readonly unchanged: boolean;
  readonly report: SkillImportReport | null;
  readonly faults: readonly SkillJobFault[];
  readonly marks: readonly Mark[];
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

export function reportOn(framework: FrameworkText, unmapped: readonly Unmapped[]): SkillImportReport {
  const missing = missingParents(framework);
  const count = (kind: SkillAssociationKind) => framework.associations.filter((one) => one.kind === kind).length;
  return {
    skills: framework.skills.length,
    associations: associationKinds.map((kind) => ({ kind, count: count(kind) })).filter((one) => one.count > 0),
    rubrics: framework.rubrics.length,
    unmapped,
    missingParentCount: missing.length,
    missingParents: missing.slice(0, faultsShown),
  };
}

export const faultsOf = (faults: readonly SkillFault[]): SkillJobFault[] =>
  faults.map(({ place, message }) => ({ code: 'SKILL_FRAMEWORK_INVALID', place: place === '' ? null : place.slice(0, 200), message: message.slice(0, 4_000) }));
