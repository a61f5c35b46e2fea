import { z } from 'zod';
import { defineEvent } from './envelope.js';
import { id, instant } from './values.js';

/**
 * Part `part` of `parts` of a framework's closure as of a generation: a skill, one that it falls under (itself included),
 * and the steps between. Readers change over when all parts of a generation have come.
 */
export const skillFrameworkGenerationPublished = defineEvent(
  'skill-framework',
  'generation-published',
  1,
  z.object({
    framework: id,
    generation: z.number().int().positive(),
    part: z.number().int().positive(),
    parts: z.number().int().positive(),
    /** Address of the skill, address of what it falls under, steps. */
    pairs: z.array(z.tuple([z.string(), z.string(), z.number().int().nonnegative()])).max(1000),
    at: instant,
  }),
);
