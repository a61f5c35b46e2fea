import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';

const shape = z.object({
  superBlocks: z.array(z.string()),
  blocks: z.array(z.object({ block: z.string(), dashed: z.string(), superBlock: z.string(), order: z.number(), time: z.string().nullable() })),
  challenges: z.array(z.object({ id: z.string(), title: z.string(), block: z.string(), superBlock: z.string(), order: z.number() })),
  certifications: z.array(z.object({ id: z.string(), title: z.string(), requires: z.array(z.string()), requiresTitles: z.array(z.string()) })),
});

/** The curriculum as its package publishes it: superblocks of blocks of challenges, and certifications over projects. */
export type Curriculum = z.output<typeof shape>;
export type Block = Curriculum['blocks'][number];
export type Certification = Curriculum['certifications'][number];

/** Reads the JSON document, packed or not. */
export async function readCurriculum(file: string): Promise<Curriculum> {
  const bytes = await readFile(file);
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const parsed = shape.safeParse(JSON.parse((isPacked ? gunzipSync(bytes) : bytes).toString()));
  if (parsed.success) return parsed.data;
  throw new Error(`${file} is not the curriculum that this import knows: ${z.prettifyError(parsed.error)}`);
}
