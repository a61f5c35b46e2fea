import { verifyCredential } from '@cairn/credentials';
import { mutations, outcomeOf, type MutationOutcome } from './mutations.js';
import { asOf, originals } from './originals.js';

const SEED = Number(process.env['CAIRN_MUTATION_SEED'] ?? 7);
const COPIES = Number(process.env['CAIRN_MUTATIONS'] ?? 1_000);

describe('our own documents', () => {
  it('are VALID while in force, and not when expired or revoked', async () => {
    for (const { form, state, input, evidence } of await originals()) {
      const { verdict } = await verifyCredential(input, evidence, { asOf });
      expect([form, state, verdict]).toEqual([form, state, state === 'IN_FORCE' ? 'VALID' : 'INVALID']);
    }
  });

  it('changed in a thousand ways are refused, or say what they said before', async () => {
    const counts: Record<MutationOutcome, number> = { REFUSED: 0, SAME: 0, FORGED: 0 };
    const forged: string[] = [];
    let left = COPIES;
    for await (const mutation of mutations(SEED)) {
      const outcome = await outcomeOf(mutation);
      counts[outcome] += 1;
      const { original, change, input } = mutation;
      if (outcome === 'FORGED')
        forged.push(`${original.form}, ${original.state}, ${change}: ${input.toString().slice(0, 4_000)}`);
      if (--left <= 0) break;
    }
    expect(forged).toEqual([]);
    // Some changes mean nothing; were there none of them, the copies would be refused for another reason than the change.
    expect(counts.SAME).toBeGreaterThan(COPIES / 100);
    expect(counts.REFUSED).toBeGreaterThan(COPIES / 2);
  });
});
