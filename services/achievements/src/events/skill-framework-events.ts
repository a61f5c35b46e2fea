import { skillFrameworkGenerationPublished } from '@cairn/events';
import { type NewEvent, newEvent } from '@cairn/messaging';
import { asUuid } from '@cairn/postgres';
import type { ClosurePair } from '../skill-closure/closure.js';
import type { SkillFramework } from '../skill-framework/skill-framework.js';

const pairsAtMost = 1_000;
/** Well below what an event may have, whatever the addresses are. */
const bytesAtMost = 180 * 1024;

/** The closure of a generation in parts; each takes the framework's next version. */
export function generationPublishedEvents({ id, tenant, generation, version }: SkillFramework, pairs: readonly ClosurePair[], now: Date): NewEvent[] {
  const parts = inParts(pairs);
  return parts.map((part, at) =>
    newEvent({
      contract: skillFrameworkGenerationPublished,
      tenant: asUuid(tenant),
      subject: asUuid(id),
      version: version + at + 1,
      data: { framework: id, generation, part: at + 1, parts: parts.length, pairs: part.map(([descendant, ancestor, steps]): [string, string, number] => [descendant, ancestor, steps]), at: now.toISOString() },
      changed: [],
    }),
  );
}

function inParts(pairs: readonly ClosurePair[]): ClosurePair[][] {
  const parts: ClosurePair[][] = [];
  let part: ClosurePair[] = [];
  let bytes = 0;
  for (const pair of pairs) {
    const size = Buffer.byteLength(pair[0]) + Buffer.byteLength(pair[1]) + 20;
    if (part.length === pairsAtMost || bytes + size > bytesAtMost) {
      parts.push(part);
      part = [];
      bytes = 0;
    }
    part.push(pair);
    bytes += size;
  }
  return [...parts, part];
}
