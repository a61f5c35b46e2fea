import { createHash } from 'node:crypto';
import { UserErrors } from '@cairn/client';
import { ensureIssuer, findIssuer } from '../provider/issuer.js';
import type { Moving } from './moving.js';
import type { PlannedIssuer } from './plan.js';

/** Every issuer's id by its key; in a dry run of those alone that are there. */
export async function moveIssuers(moving: Moving, issuers: readonly PlannedIssuer[], sector: string): Promise<Map<string, string>> {
  const { client, tenantId, dryRun, tally } = moving;
  const ids = new Map<string, string>();
  for (const issuer of issuers) {
    const slug = slugOf(issuer, tenantId);
    const { key, name, url, description } = issuer;
    if (dryRun) {
      const there = await findIssuer(client, slug, tenantId);
      tally.add('issuers', there ? { unchanged: 1 } : { created: 1 });
      if (there) ids.set(key, there);
      continue;
    }
    try {
      ids.set(key, await ensureIssuer({ client, tenantId }, { slug, name, url, sectors: [sector], ...(description !== null && { description: description.slice(0, 2_000) }) }, tally));
    } catch (error) {
      if (!(error instanceof UserErrors)) throw error;
      const [first] = error.userErrors;
      moving.refuse('issuers', issuer, first?.code ?? 'INVALID_VALUE', first?.field?.at(-1) ?? null, first?.message ?? error.message);
    }
  }
  return ids;
}

/** Of the name for people, and of the address so that it stays the same from run to run; slugs are the registry's, so the tenant is in it. */
function slugOf({ name, key }: PlannedIssuer, tenantId: string): string {
  const words = name.normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 40);
  const mark = createHash('sha256').update(`${tenantId} ${key}`).digest('hex').slice(0, 8);
  return [words, mark].filter(Boolean).join('-').replace(/-{2,}/g, '-');
}
