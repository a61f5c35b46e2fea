import { Keeper, unitsRule } from '../maintenance/testing/keeper.js';
import { aService, type TestService } from '../testing/service.js';
import { figures, Importer } from './testing/importer.js';

const header = 'reference,awardId,awardReference,category,measure,amount,on,activity';

describe('a file of credit entries', () => {
  const clock = { at: Date.parse('2028-10-01T10:00:00Z'), now: () => clock.at };
  let service: TestService;
  let society: Keeper;
  let importer: Importer;
  let version: { achievementVersion: string };

  beforeAll(async () => {
    service = await aService({ clock });
    society = new Keeper(service);
    importer = new Importer(service, society.staff, 'importCreditEntries');
    version = await society.published(unitsRule);
  });
  afterAll(() => service.close());

  it('is entered into the ledgers of its awards once, and tells of each line that a rule refuses', async () => {
    const one = await society.award(version, '2026-03-01', { origin: 'MIGRATED' });
    const other = await society.award(version, '2026-03-01', { origin: 'MIGRATED', partnerReference: 'card-7' });
    const file = [
      header,
      `c1,${one.id},,technical,units,2,2028-09-01,Workshop`,
      'c2,,card-7,technical,units,3.5,2028-09-02,',
      'c3,,card-9,technical,units,1,2028-09-02,',
      `c4,${one.id},,cookery,units,1,2028-09-02,`,
      `c5,${one.id},,technical,units,a lot,2028-09-02,`,
      `c6,${one.id},,technical,units,1,2031-09-02,`,
      `c1,${one.id},,technical,units,2,2028-09-01,Workshop`,
    ].join('\n');
    const dry = await importer.run(file, { dryRun: true });
    const done = await importer.run(file);
    expect(figures(dry)).toEqual(figures(done));
    expect(figures(done)).toEqual({ created: 2, replaced: 0, unchanged: 0, refused: 5 });
    expect(done.errors.map(({ row, code, field }) => [row, code, field])).toEqual([
      [3, 'NOT_FOUND', 'awardReference'],
      [4, 'INVALID_VALUE', 'category'],
      [5, 'INVALID_VALUE', 'amount'],
      [6, 'CREDIT_DATE_INVALID', 'on'],
      [7, 'REPEATED_IN_FILE', 'reference'],
    ]);
    expect(await society.cycle(one.id, '2028-10-01')).toMatchObject({ have: 2 });
    expect(await society.cycle(other.id, '2028-10-01')).toMatchObject({ have: 3.5 });
    expect(figures(await importer.run(file))).toEqual({ created: 0, replaced: 0, unchanged: 2, refused: 5 });
    expect(await society.cycle(one.id, '2028-10-01')).toMatchObject({ have: 2 });
  });

  it('takes hardly more statements for many entries of an award than for one', async () => {
    const award = await society.award(version, '2026-03-01', { origin: 'MIGRATED' });
    const lines = (key: string, count: number) => [header, ...Array.from({ length: count }, (_, n) => `${key}${n},${award.id},,technical,units,0.5,2028-09-0${1 + (n % 9)},`)].join('\n');
    const taken = async (text: string) => {
      service.statements();
      const done = await importer.run(text);
      expect(done.failed).toBe(0);
      return service.statements().filter((statement) => /credit_|maintained_award|outbox/.test(statement) && /INSERT|UPDATE/.test(statement)).length;
    };
    const [one, many] = [await taken(lines('s', 1)), await taken(lines('m', 40))];
    expect(many).toBeLessThan(2 * one + 10);
    expect(await society.cycle(award.id, '2028-10-01')).toMatchObject({ have: 20.5 });
    expect(figures(await importer.run(lines('m', 40)))).toEqual({ created: 0, replaced: 0, unchanged: 40, refused: 0 });
  });
});
