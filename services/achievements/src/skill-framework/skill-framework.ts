import { accepted, type Decision, refusal, refused } from '@cairn/access';

export type SkillFrameworkState = 'DRAFT' | 'ADOPTED' | 'DEPRECATED';

/** A framework of a tenant: the same through all its generations. */
export interface SkillFramework {
  readonly id: string;
  readonly tenant: string;
  /** What its source calls it; unique in the tenant. */
  readonly uri: string;
  /** UUID by which CASE knows it. */
  readonly identifier: string;
  readonly state: SkillFrameworkState;
  /** The generation that readers see; 0 until the first one is complete. */
  readonly generation: number;
  /** Counts its events. */
  readonly version: number;
  readonly adoptedAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export const newFramework = (its: Pick<SkillFramework, 'id' | 'tenant' | 'uri' | 'identifier'>, now: Date): SkillFramework => ({
  ...its,
  state: 'DRAFT',
  generation: 0,
  version: 0,
  adoptedAt: null,
  createdAt: now,
  updatedAt: now,
});

/** Lets readers see a generation; a generation that was begun earlier never replaces a later one. */
export function withGeneration(framework: SkillFramework, generation: number, now: Date): Decision<SkillFramework> {
  if (generation <= framework.generation) return refused(refusal('SKILL_FRAMEWORK_INVALID', 'A later import of this framework has been completed.'));
  return accepted({ ...framework, generation, updatedAt: now });
}

/** DRAFT → ADOPTED, and DEPRECATED → ADOPTED when a deprecation is thought better of. */
export function adopt(framework: SkillFramework, now: Date): Decision<SkillFramework> {
  if (framework.generation === 0) return refused(refusal('SKILL_FRAMEWORK_INVALID', 'No import of this framework has been completed.', 'id'));
  if (framework.state === 'ADOPTED') return refused(refusal('SKILL_FRAMEWORK_INVALID', 'This framework is adopted.', 'id'));
  return accepted({ ...framework, state: 'ADOPTED', adoptedAt: framework.adoptedAt ?? now, updatedAt: now });
}

/** ADOPTED → DEPRECATED: it stays readable, and searched, and nothing should be aligned to it any more. */
export function deprecate(framework: SkillFramework, now: Date): Decision<SkillFramework> {
  if (framework.state !== 'ADOPTED') return refused(refusal('SKILL_FRAMEWORK_INVALID', 'Only an adopted framework is deprecated.', 'id'));
  return accepted({ ...framework, state: 'DEPRECATED', updatedAt: now });
}
