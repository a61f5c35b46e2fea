import { generateKeyPairSync, sign } from 'node:crypto';
import { buildAchievementCredential, issueCredentialText, type JsonObject } from '@cairn/credentials';
import { withCluster } from '../cluster.js';
import { atLeast, type Effort, type Figure, type Run } from '../figure.js';
import { requestsPerSecond, type Shot } from '../load.js';
import { interleave } from '../pairs.js';
import { start } from '../process.js';
import { perCpuSecond } from './cpu.js';
import { openSigningService } from './issuing/signing-service.js';
import { created, detailsOf, signer } from './samples.js';

const connections = 32;

/** Credentials issued over HTTP (signed, with a place in a status list, stored, with an event) against the reference issuer, which only signs. */
export function issuingFigures({ quick, say }: Effort): Promise<{ figures: Figure[]; runs: Run[] }> {
  const [pairs, ms] = quick ? [3, 3_000] : [10, 4_000];
  return withCluster(async () => {
    const ours = await start<{ url: string }>(new URL('./issuing/ours.process.ts', import.meta.url));
    const theirs = await openSigningService();
    try {
      const mine = () => requestsPerSecond(ours.told.url, { ...shot, path: '/vc-api/credentials/issue' }, connections, ms);
      const reference = () => requestsPerSecond(theirs.url, { ...shot, path: theirs.path, body: theirs.bodyOf(shot.body) }, connections, ms);
      say(`issuing: ours against ${theirs.name}`);
      const over = await interleave('issue_interactive', pairs, mine, reference);
      say('issuing: the signed text against the signature alone');
      const alone = await interleave('issue_rdfc', pairs, issuedTexts(ms), rawSigning(ms));
      const last = over.pairs.at(-1);
      const note = `${Math.round(last?.a ?? 0)}/s against ${Math.round(last?.b ?? 0)}/s of ${theirs.name}, ${connections} connections, which share the machine with both`;
      const raw = alone.pairs.at(-1);
      return {
        figures: [
          { ...atLeast('issue_rdfc_x', over.median, 'x', 10), note },
          { ...atLeast('issue_text_share_of_raw_ed25519', alone.median, 'x', 0.3), note: `per CPU-second ${Math.round(raw?.a ?? 0)} of ${Math.round(raw?.b ?? 0)}` },
        ],
        runs: [over, alone],
      };
    } finally {
      await theirs.stop();
      await ours.stop();
    }
  });
}

/** Without an issuer's id and a status: both sides put their own. */
const shot: Omit<Shot, 'path'> = {
  mustHold: '"proofValue"',
  body: (n) => {
    const { issuer, ...credential } = buildAchievementCredential({ ...detailsOf(n, 1), status: undefined });
    const { id: _id, ...profile } = issuer as JsonObject;
    return JSON.stringify({ credential: { ...credential, issuer: profile } });
  },
};

const issuedTexts = (ms: number) => () =>
  perCpuSecond(async (n) => {
    const issuance = await issueCredentialText(detailsOf(n, 1), signer, created);
    if (!issuance.ok) throw new Error(issuance.code);
  }, ms);

function rawSigning(ms: number): () => Promise<number> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const message = Buffer.alloc(64, 7);
  return () => perCpuSecond(() => sign(null, message, privateKey), ms);
}
