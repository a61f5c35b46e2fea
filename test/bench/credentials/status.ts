import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { RegistryClient } from '@cairn/client';
import { bitAt, decodeBitstring, type JsonObject } from '@cairn/credentials';
import { newId } from '@cairn/postgres';
import { testDatabase } from '@cairn/testkit';
import { migrations } from '@cairn/verification';
import { statusIndexDuplicates } from '@cairn/verification/testing';
import { withCluster } from '../cluster.js';
import { atMost, exactly, type Effort, type Figure, type Run } from '../figure.js';
import { quantile } from '../quantile.js';
import { runRegistry } from '../house/registry/run.js';
import { buildWorld } from '../house/registry/world.js';

/** When a revocation is given up. */
const waitMs = 60_000;

/** How long a revocation takes to be seen by whoever reads the signed list. */
export const lagFigures = async (effort: Effort): Promise<{ figures: Figure[]; runs: Run[] }> => ({ figures: [await lag(effort)], runs: [] });

/** Whether places in status lists are ever given twice. */
export const placeFigures = async (effort: Effort): Promise<{ figures: Figure[]; runs: Run[] }> => ({ figures: [await duplicates(effort)], runs: [] });

/** A whole registry, asked as clients and verifiers ask it. */
async function lag({ quick, say }: Effort): Promise<Figure> {
  const revocations = quick ? 20 : 100;
  const folder = await mkdtemp(join(tmpdir(), 'cairn-bench-'));
  await chmod(folder, 0o755);
  say('status: a registry with awards');
  const registry = await runRegistry(join(folder, 'data'));
  try {
    const { client } = await buildWorld(registry.url, registry.key, revocations);
    const seconds: number[] = [];
    for (const { id, credential } of await awardsOf(client, revocations)) {
      const began = performance.now();
      await revoke(client, id);
      while (!(await isRevoked(registry.url, credential.document.credentialStatus))) {
        if (performance.now() - began > waitMs) throw new Error(`the revocation of ${id} is not seen`);
        await pause(20);
      }
      seconds.push((performance.now() - began) / 1_000);
    }
    return { ...atMost('status_lag_p99_s', quantile(seconds, 0.99), 's', 5), note: `${seconds.length} revocations, one after another; median ${quantile(seconds, 0.5).toFixed(2)} s; from the mutation to the list as it is served` };
  } finally {
    await registry.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

interface ListedAward {
  readonly id: string;
  readonly credential: { readonly document: { readonly credentialStatus: StatusEntry } };
}

interface StatusEntry {
  readonly statusListCredential: string;
  readonly statusListIndex: string;
}

async function awardsOf(client: RegistryClient, first: number): Promise<readonly ListedAward[]> {
  const query = `query ($first: Int!) { awards(first: $first, orderBy: UPDATED_AT_DESC) { nodes { id credential { document } } } }`;
  const { awards } = await client.execute<{ awards: { nodes: ListedAward[] } }>(query, { first });
  return awards.nodes;
}

async function revoke(client: RegistryClient, id: string): Promise<void> {
  const mutation = 'mutation ($input: RevokeAwardInput!) { revokeAward(input: $input) { userErrors { code message } } }';
  const { revokeAward } = await client.execute<{ revokeAward: { userErrors: unknown[] } }>(mutation, { input: { id, reason: 'ISSUED_IN_ERROR' } });
  if (revokeAward.userErrors.length > 0) throw new Error(JSON.stringify(revokeAward.userErrors));
}

async function isRevoked(url: string, { statusListCredential, statusListIndex }: StatusEntry): Promise<boolean> {
  const response = await fetch(new URL(new URL(statusListCredential).pathname, url), { headers: { accept: 'application/json' } });
  if (!response.ok) throw new Error(`the list is not served: ${response.status}`);
  const { credentialSubject } = (await response.json()) as { credentialSubject: JsonObject };
  const reading = decodeBitstring(String(credentialSubject['encodedList']));
  if (!reading.ok) throw new Error(`the list cannot be read: ${reading.detail}`);
  return bitAt(reading.bits, Number(statusListIndex)) === true;
}

/** Processes that take places are killed in the midst of it, and others go on at once. */
function duplicates({ quick, say }: Effort): Promise<Figure> {
  const kills = quick ? 3 : 20;
  return withCluster(async () => {
    const database = await testDatabase('verification', migrations);
    try {
      say(`status: ${kills} processes that take places are killed`);
      const taken = await statusIndexDuplicates({ appUrl: database.appUrl, tenant: newId(), issuer: newId() }, randomBytes(32), kills);
      if (taken.given === 0) throw new Error('no place was taken');
      return { ...exactly('status_index_duplicates', taken.duplicates, 'places', 0), note: `${taken.given} places, ${taken.kills} kills` };
    } finally {
      await database.close();
    }
  });
}
