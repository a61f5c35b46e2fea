import { startRegistry } from '@cairn/testkit';
import { generatedDocuments, writtenDocuments } from '../../access/hostile-documents.js';
import { forgeTokens } from '../../access/forging.js';
import { tryForgedCalls } from '../../access/forged-calls.js';
import { openServices, statementSecret } from '../../access/open-services.js';
import { isWrong, openTarget } from '../../access/sending-hostile.js';
import { sweptBytes } from '../../isolation/sweep/sweep.js';
import { plantCanaries } from '../../privacy/canaries.js';
import { withCluster } from '../cluster.js';
import { atMost, type Effort, exactly, type Figure, type Run } from '../figure.js';

type Measured = Promise<{ figures: Figure[]; runs: Run[] }>;

const figure = (name: string, value: number, unit: string, note: string) => ({ figures: [{ ...exactly(name, value, unit, 0), note }], runs: [] });

/** Bytes of another tenant in the answers to every operation there is, over a registry in each shape. */
export async function foreignBytes({ quick, say }: Effort): Measured {
  const shapes = quick ? (['embedded'] as const) : (['embedded', 'services'] as const);
  const found: string[] = [];
  let bytes = 0;
  for (const shape of shapes) {
    say(`sweep: every query, mutation and entity, ${shape}`);
    const registry = await startRegistry(shape);
    try {
      const swept = await sweptBytes({ url: registry.url, operatorKey: registry.key });
      bytes += swept.foreignBytes;
      found.push(`${swept.requests} requests ${shape === 'embedded' ? 'in one process' : 'with a process for each service'}`);
    } finally {
      await registry.stop();
    }
  }
  return figure('foreign_bytes', bytes, 'bytes', found.join(', '));
}

/** Services reached directly, past the gateway. */
export function forgedCalls({ say }: Effort): Measured {
  return withCluster(async () => {
    say('forged calls: all five services, reached directly');
    const { services, close } = await openServices();
    try {
      const { tried, answered } = await tryForgedCalls(services, statementSecret, 1_000);
      return figure('forged_calls_answered', answered.length, 'calls', `of ${tried} forged, replayed and altered ones`);
    } finally {
      await close();
    }
  });
}

export async function forgedTokens({ say }: Effort): Measured {
  say('forged tokens: 40 classes of 25');
  const { tried, accepted, takesGood } = await forgeTokens();
  if (!takesGood) throw new Error('the gateway takes no good token either, so refusals say nothing');
  return figure('token_classes_accepted', accepted.length, 'classes', `${tried} tokens tried`);
}

export async function erasedCanaries({ say }: Effort): Measured {
  say('canaries: told in every way, erased, looked for everywhere');
  const { canaries, found } = await plantCanaries();
  return figure('erased_canaries_found', found, 'hits', `${canaries} planted`);
}

/** Documents that no registry may serve; the slowest is the least of three, since the collector may run during any. */
export async function hostileDocuments({ say }: Effort): Measured {
  say('hostile documents: written and generated');
  const documents = [...writtenDocuments(), ...generatedDocuments(2_000, 20_261_121)];
  const target = await openTarget();
  let served = 0;
  let slowest = { name: '', cpuMs: 0 };
  try {
    for (const document of documents) {
      let outcome = await target.send(document);
      if (isWrong(outcome)) served += 1;
      for (let again = 0; again < 2 && outcome.cpuMs > slowest.cpuMs; again += 1) {
        const next = await target.send(document);
        if (next.cpuMs < outcome.cpuMs) outcome = next;
      }
      if (outcome.cpuMs > slowest.cpuMs) slowest = outcome;
    }
  } finally {
    await target.stop();
  }
  const note = `${documents.length} documents`;
  return {
    figures: [
      { ...exactly('hostile_documents_over_limit', served, 'documents', 0), note },
      { ...atMost('slowest_refusal_ms', slowest.cpuMs, 'ms of CPU', 250), note: `${slowest.name}; of sender and gateway together` },
    ],
    runs: [],
  };
}
