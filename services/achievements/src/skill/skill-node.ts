import { publicId } from '@cairn/subgraph';
import type { Skill } from './skill.js';

/** A skill as the schema has it; texts, framework and associations are resolved on demand. */
export const skillNode = (skill: Skill) => ({
  __typename: 'Skill' as const,
  id: publicId('Skill', skill.id),
  uri: skill.text.uri,
  code: skill.text.code,
  type: skill.text.type,
  generation: skill.generation,
  current: skill.current,
  skill,
});

export type SkillNode = ReturnType<typeof skillNode>;
