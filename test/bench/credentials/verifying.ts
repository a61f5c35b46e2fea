import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { verifyCredential } from '@cairn/credentials';
import { atLeast, type Effort, type Figure, type Run } from '../figure.js';
import { interleave } from '../pairs.js';
import { perCpuSecond } from './cpu.js';
import { openVerifierCore } from './peers/verifier-core.js';
import { asOf, evidenceOf, signedTexts } from './samples.js';

/** Verifications of one CPU-second, every step of them, against verifier-core and against the signature alone. */
export async function verifyingFigures({ quick, say }: Effort): Promise<{ figures: Figure[]; runs: Run[] }> {
  const [pairs, ms] = quick ? [5, 1_000] : [10, 2_000];
  const texts = await signedTexts(300);
  const textOf = (n: number): string => texts[n % texts.length] ?? '';
  const ours = () =>
    perCpuSecond(async (n) => {
      const { verdict, steps } = await verifyCredential(textOf(n), evidenceOf(n % texts.length), { asOf });
      if (verdict !== 'VALID') throw new Error(`not valid: ${JSON.stringify(steps)}`);
    }, ms);
  const core = await openVerifierCore();
  const theirs = () => perCpuSecond((n) => core.verify(textOf(n)), ms);
  try {
    say('verifying: both warm up');
    for (let time = 0; time < 4; time += 1) await Promise.all([ours(), theirs()]);
    say('verifying: ours against verifier-core');
    const against = await interleave('verify_rdfc', pairs, ours, theirs);
    say('verifying: ours against the signature alone');
    const share = await interleave('verify_share', pairs, ours, rawVerifying(ms));
    const last = against.pairs.at(-1);
    const note = `per CPU-second ${Math.round(last?.a ?? 0)} against ${Math.round(last?.b ?? 0)}; ${texts.length} documents, each of an achievement of its own`;
    return {
      figures: [
        { ...atLeast('verify_x', against.median, 'x', 15), note },
        { ...atLeast('verify_share_of_raw_ed25519', share.median, 'x', 0.2), note: `raw ${Math.round(share.pairs.at(-1)?.b ?? 0)} per CPU-second` },
      ],
      runs: [against, share],
    };
  } finally {
    core.close();
  }
}

function rawVerifying(ms: number): () => Promise<number> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const publicKey = createPublicKey(privateKey);
  const message = Buffer.alloc(64, 7);
  const signature = sign(null, message, privateKey);
  return () => perCpuSecond(() => verify(null, message, publicKey, signature), ms);
}
