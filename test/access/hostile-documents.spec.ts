import { fakeSubgraph, gatewayOver, issuersKnowing, key } from '@cairn/gateway/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { attacks, generatedDocuments, type HostileDocument, writtenDocuments } from './hostile-documents.js';

interface Outcome {
  readonly name: string;
  readonly status: number;
  readonly cpuMs: number;
  readonly fault?: string;
}

const cpuMsMax = 250;

describe('hostile documents', () => {
  let gateway: Awaited<ReturnType<typeof gatewayOver>>;
  const earners = fakeSubgraph('earners');
  beforeAll(async () => {
    gateway = await gatewayOver([issuersKnowing(), earners]);
    // The first requests read code and warm up, which is nobody's attack.
    for (let i = 0; i < 20; i += 1) await send({ name: 'a page', body: JSON.stringify({ query: '{ awards(first: 10) { nodes { id earner { id } } } }' }) });
  }, 60_000);
  afterAll(() => gateway.stop());

  async function send({ name, body, headers }: HostileDocument): Promise<Outcome> {
    const before = process.cpuUsage();
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, ...headers },
      body,
    });
    const text = await response.text();
    const { user, system } = process.cpuUsage(before);
    return { name, status: response.status, cpuMs: (user + system) / 1_000, fault: faultIn(text) };
  }

  /** Cheap ones twice: the collector may run during any of them. */
  async function outcomes(documents: readonly HostileDocument[]): Promise<Outcome[]> {
    const found: Outcome[] = [];
    for (const document of documents) {
      let outcome = await send(document);
      for (let again = 0; again < 2 && outcome.cpuMs >= cpuMsMax; again += 1) outcome = await send(document);
      found.push(outcome);
    }
    return found;
  }

  const wrong = ({ status, cpuMs, fault }: Outcome) => status < 400 || status >= 500 || cpuMs >= cpuMsMax || fault !== undefined;

  it('are all refused, quickly and as the caller’s fault: every kind beside its limit and beyond', async () => {
    const documents = writtenDocuments();
    expect(documents.length).toBeGreaterThanOrEqual(300);
    expect((await outcomes(documents)).filter(wrong)).toEqual([]);
  }, 120_000);

  it('are all refused: two thousand of any kind and strength', async () => {
    const rssBefore = process.memoryUsage.rss();
    const documents = generatedDocuments(2_000, 20_261_121);
    expect(new Set(documents.map(({ name }) => name.replace(/^\d+: | \(\d+\)$/g, ''))).size).toBe(Object.keys(attacks).length);
    expect((await outcomes(documents)).filter(wrong)).toEqual([]);
    // Of sender and gateway together, with what the runner keeps of them.
    expect((process.memoryUsage.rss() - rssBefore) / 1_048_576).toBeLessThan(400);
  }, 300_000);

  it('never reach a service, and leave the prototype as it was', () => {
    expect(earners.asked.length).toBe(20);
    expect(({} as Record<string, unknown>).operator).toBeUndefined();
  });
});

/** A refusal has our code in it and no data; a masked fault would be ours. */
function faultIn(text: string): string | undefined {
  const { data, errors } = JSON.parse(text) as { data?: unknown; errors?: { extensions?: { code?: string } }[] };
  const code = errors?.[0]?.extensions?.code;
  return data !== undefined || code === undefined || code === 'INTERNAL' ? text.slice(0, 300) : undefined;
}
