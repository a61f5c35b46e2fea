import { changeFeed, everyNode, importFile, issueAward, listAwards, readAward, RegistryClient, resultLines } from '@cairn/client';
import { type RegistryProcess, startRegistry } from '@cairn/testkit';
import { aPlace } from './arrange.js';
import type { Place } from './awarding.js';
import { badLine, type BadLine } from './bad-line.js';

const awardsMade = 25;
const linesBroughtIn = 400;

describe('the typed client on a line on which two of five requests or answers get lost', () => {
  let registry: RegistryProcess;
  let place: Place;
  let line: BadLine;
  let client: RegistryClient;
  beforeAll(async () => {
    registry = await startRegistry('embedded');
    place = await aPlace(registry);
    line = await badLine(registry.url, 20_260_101);
    client = new RegistryClient(line.url, place.key, { patienceMs: 90_000, requestMs: 10_000 });
    await client.execute('{ viewer { clientId } }');
    line.getWorse();
  }, 180_000);
  afterAll(async () => {
    await line.close();
    await registry.stop();
  });

  it('makes each award once, reads each behind its own write, and finds them all on the pages of the list', async () => {
    const made: string[] = [];
    for (let at = 0; at < awardsMade; at += 1) {
      const input = { achievementVersionId: place.achievementVersionId, identifier: { type: 'MEMBER_ID' as const, value: `m-${at}` }, awardedOn: '2026-03-01' };
      const { issueAward: issued } = await client.execute(issueAward, { input });
      const id = issued.award?.id ?? '';
      const { award } = await client.execute(readAward, { id });
      expect(award).toMatchObject({ id, state: 'ACTIVE', credential: { id: expect.any(String) } });
      made.push(id);
    }
    const listed: string[] = [];
    for await (const { id } of everyNode(client, listAwards, {}, ({ awards }) => awards, { first: 4 })) listed.push(id);
    expect(listed.sort()).toEqual(made.sort());
    const directly = await Array.fromAsync(everyNode(new RegistryClient(registry.url, place.key), listAwards, {}, ({ awards }) => awards));
    expect(directly.map(({ id }) => id).sort()).toEqual(made);
  }, 240_000);

  it('brings every line of a file in once, and hands over what became of each', async () => {
    const rows = Array.from({ length: linesBroughtIn }, (_, at) => JSON.stringify({ identifierType: 'MEMBER_ID', identifier: `r-${at}`, name: `Guest ${at}` }));
    const job = await importFile(client, 'earners', new Blob([rows.join('\n')]), { format: 'JSONL' });
    expect(job).toMatchObject({ state: 'FINISHED', succeeded: linesBroughtIn, failed: 0 });
    const told = await Array.fromAsync(resultLines(client, job));
    expect(told.map(({ row }) => row)).toEqual(rows.map((_, at) => at + 1));
  }, 120_000);

  it('ends with the copy that a good line gives', async () => {
    const copyBy = async (reader: RegistryClient) => {
      const copy = new Map<string, number>();
      for await (const { changes } of changeFeed(reader, { limit: 60, types: ['EARNER', 'AWARD'] })) for (const { id, version } of changes) copy.set(id, version);
      return [...copy].sort();
    };
    const copy = await copyBy(client);
    expect(copy.length).toBe(linesBroughtIn + 2 * awardsMade);
    expect(copy).toEqual(await copyBy(new RegistryClient(registry.url, place.key)));
  }, 120_000);

  it('was harmed in each way', () => {
    for (const [harm, times] of Object.entries(line.harmed)) expect([harm, times]).toEqual([harm, expect.any(Number)]);
    expect(Math.min(...Object.values(line.harmed))).toBeGreaterThan(0);
  });
});
