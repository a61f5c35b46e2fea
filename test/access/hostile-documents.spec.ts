import { attacks, generatedDocuments, type HostileDocument, writtenDocuments } from './hostile-documents.js';
import { type HostileOutcome, isWrong, openTarget, type Target } from './sending-hostile.js';

describe('hostile documents', () => {
  let target: Target;
  beforeAll(async () => {
    target = await openTarget();
  }, 60_000);
  afterAll(() => target.stop());

  async function wrong(documents: readonly HostileDocument[]): Promise<HostileOutcome[]> {
    const found: HostileOutcome[] = [];
    for (const document of documents) {
      const outcome = await target.send(document);
      if (isWrong(outcome)) found.push(outcome);
    }
    return found;
  }

  it('are all refused as the caller’s fault: every kind beside its limit and beyond', async () => {
    const documents = writtenDocuments();
    expect(documents.length).toBeGreaterThanOrEqual(300);
    expect(await wrong(documents)).toEqual([]);
  }, 120_000);

  it('are all refused: two thousand of any kind and strength', async () => {
    const rssBefore = process.memoryUsage.rss();
    const documents = generatedDocuments(2_000, 20_261_121);
    expect(new Set(documents.map(({ name }) => name.replace(/^\d+: | \(\d+\)$/g, ''))).size).toBe(Object.keys(attacks).length);
    expect(await wrong(documents)).toEqual([]);
    // Of sender and gateway together, with what the runner keeps of them.
    expect((process.memoryUsage.rss() - rssBefore) / 1_048_576).toBeLessThan(400);
  }, 300_000);

  it('never reach a service, and leave the prototype as it was', () => {
    expect(target.reached()).toBe(0);
    expect(({} as Record<string, unknown>).operator).toBeUndefined();
  });
});
