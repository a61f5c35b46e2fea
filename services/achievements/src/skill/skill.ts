import type { SkillAssociationKind, SkillText } from '../skill-framework/framework-text.js';

/** A skill as a generation of its framework tells of it. */
export interface Skill {
  readonly id: string;
  readonly tenant: string;
  readonly framework: string;
  readonly generation: number;
  /** Whether that generation is in force. */
  readonly current: boolean;
  /** Place in the framework, from 1. */
  readonly number: number;
  /** Language of the framework. */
  readonly language: string;
  readonly text: SkillText;
}

/** Where an association of a skill leads. */
export interface SkillEnd {
  readonly kind: SkillAssociationKind;
  /** Told from the other end. */
  readonly inverse: boolean;
  readonly uri: string;
}

const parents = new Set<SkillAssociationKind>(['CHILD_OF', 'PART_OF', 'BROADER_MATCH']);

/** Whether the other end is directly above the skill. */
export const isAbove = ({ kind, inverse }: SkillEnd): boolean => (inverse ? kind === 'NARROWER_MATCH' : parents.has(kind));

/** Whether the other end is directly below the skill. */
export const isBelow = ({ kind, inverse }: SkillEnd): boolean => (inverse ? parents.has(kind) : kind === 'NARROWER_MATCH');
