import { newId } from '@cairn/postgres';
import { aRegistrar, aService, type TestService } from '../testing/service.js';
import { AwardImport } from './award-import.js';
import { figures, Importer } from './testing/importer.js';

const file = (key: string, count: number) =>
  `partnerReference,identifierType,identifier,achievementCode,awardedOn\n${Array.from({ length: count }, (_, n) => `${key}${n},STUDENT_ID,${key}${n},BUOY,2026-01-15\n`).join('')}`;

describe('an import that fails by a fault of the registry', () => {
  let service: TestService;
  let importer: Importer;
  let now = Date.parse('2026-06-01T08:00:00Z');
  const tenant = newId();
  const fault = () => jest.spyOn(service.app.get(AwardImport), 'apply').mockImplementation(() => Promise.reject(new Error('nobody foresaw this')));

  /** Lets the job be begun again at once each time, until it is over: whatever else is asked for has the registry look for jobs. */
  const withoutPauses = async (id: string) => {
    const others = new Importer(service, importer.principal, 'importEarners');
    for (let n = 0; ; n += 1) {
      now += 60_000;
      await others.run(`identifierType,identifier\nSTUDENT_ID,other${n}\n`);
      const seen = await importer.see(id);
      if (seen.state === 'FAILED') return seen;
    }
  };

  beforeAll(async () => {
    service = await aService({ clock: { now: () => now } });
    importer = new Importer(service, aRegistrar(tenant));
    await service.published(tenant, { code: 'BUOY' });
  });
  afterAll(() => service.close());
  afterEach(() => jest.restoreAllMocks());

  it('is given up after some attempts, keeps what stands, and goes on from there when the same bytes are asked for again', async () => {
    const { job } = await importer.ask(await importer.upload(file('a', 5_000)));
    const id = job?.id ?? '';
    for (let seen = await importer.see(id); seen.rowsDone < 2_000; ) seen = await importer.see(id);
    const broken = fault();
    const given = await withoutPauses(id);
    expect(given).toMatchObject({ state: 'FAILED', errors: [{ row: 0, code: 'IMPORT_STALLED', field: null }] });
    expect(given.created).toBeGreaterThanOrEqual(2_000);
    expect(given.created).toBeLessThan(5_000);
    expect(broken.mock.calls.length).toBeLessThanOrEqual(7);

    jest.restoreAllMocks();
    const again = await importer.ask(await importer.upload(file('a', 5_000)));
    expect(again.job?.id).toBe(id);
    expect(figures(await importer.over(id))).toEqual({ created: 5_000, replaced: 0, unchanged: 0, refused: 0 });
    expect(await importer.linesOf(await importer.see(id))).toHaveLength(5_000);
  }, 120_000);

  it('of all or nothing says that nothing was written, and begins anew', async () => {
    fault();
    const { job } = await importer.ask(await importer.upload(file('b', 10)), { mode: 'ALL_OR_NOTHING' });
    const given = await withoutPauses(job?.id ?? '');
    expect(given).toMatchObject({ state: 'FAILED', rowsDone: 0, created: 0, errors: [{ row: 0, code: 'IMPORT_STALLED' }], position: null });
    jest.restoreAllMocks();
    const again = await importer.ask(await importer.upload(file('b', 10)), { mode: 'ALL_OR_NOTHING' });
    expect(again.job?.id).toBe(job?.id);
    expect(await importer.over(job?.id ?? '')).toMatchObject({ state: 'FINISHED', created: 10, errors: [] });
  }, 120_000);
});
