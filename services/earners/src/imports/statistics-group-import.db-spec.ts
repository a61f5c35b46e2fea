import { newId } from '@cairn/postgres';
import { aRegistrar, aService, type TestService } from '../testing/service.js';
import { figures, Importer } from './testing/importer.js';

const header = 'identifierType,identifier,dimension,value,since,until,consentEvidence';
const mutation = (name: string) => `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { earner { id } userErrors { code field } } }`;

describe('a file of what people say of themselves', () => {
  let service: TestService;
  let importer: Importer;
  const tenant = newId();
  const administrator = aRegistrar(tenant, ['ADMINISTER', 'AWARD']);
  beforeAll(async () => {
    service = await aService();
    importer = new Importer(service, administrator, 'importStatisticsGroups');
  });
  afterAll(() => service.close());

  async function asked(name: 'createEarner' | 'giveConsent' | 'withdrawConsent' | 'eraseEarner', input: object): Promise<string> {
    const { data, errors } = await service.ask<Record<string, { earner: { id: string } | null; userErrors: object[] }>>(administrator, mutation(name), { input });
    const id = data?.[name]?.earner?.id;
    if (id === undefined) throw new Error(JSON.stringify({ errors, data }));
    return id;
  }
  const aPerson = async (student: string): Promise<string> => asked('createEarner', { name: 'Ana Moreau', identifiers: [{ type: 'STUDENT_ID', value: student }] });
  const seen = async (id: string) => {
    const { data } = await service.ask<{ earner: { statisticsGroups: { dimension: string; value: string; since: string | null; until: string | null }[]; consents: { state: string; evidence: string }[] } }>(
      administrator,
      'query ($id: ID!) { earner(id: $id) { statisticsGroups { dimension value since until } consents { purpose state evidence } } }',
      { id },
    );
    return data?.earner;
  };
  const faults = ({ errors }: { errors: readonly { row: number; code: string; field: string | null }[] }) => errors.map(({ row, code, field }) => [row, code, field]);

  it('is added to what was said before, once, with the consent on the paper that a line names', async () => {
    const [one, two] = [await aPerson('g-1'), await aPerson('g-2')];
    await asked('giveConsent', { earnerId: two, purpose: 'STATISTICS', evidence: 'Folder 7' });
    const file = [
      header,
      'STUDENT_ID,g-1,region,North,2024-01-01,2025-01-01,Form of 2024',
      'STUDENT_ID,g-1,region,South,2025-01-01,,',
      'STUDENT_ID,g-2,gender,F,,,',
    ].join('\n');
    expect(figures(await importer.run(file, { dryRun: true }))).toEqual({ created: 3, replaced: 0, unchanged: 0, refused: 0 });
    expect((await seen(one))?.statisticsGroups).toEqual([]);
    expect(figures(await importer.run(file))).toEqual({ created: 3, replaced: 0, unchanged: 0, refused: 0 });
    expect(await seen(one)).toEqual({
      statisticsGroups: [
        { dimension: 'region', value: 'North', since: '2024-01-01', until: '2025-01-01' },
        { dimension: 'region', value: 'South', since: '2025-01-01', until: null },
      ],
      consents: [{ purpose: 'STATISTICS', state: 'GIVEN', evidence: 'Form of 2024' }],
    });
    expect(figures(await importer.run(file))).toEqual({ created: 0, replaced: 0, unchanged: 3, refused: 0 });
    expect(figures(await importer.run([header, 'STUDENT_ID,g-2,gender,X,,,', 'STUDENT_ID,g-2,region,East,,,'].join('\n')))).toEqual({ created: 1, replaced: 1, unchanged: 0, refused: 0 });
    expect((await seen(two))?.statisticsGroups.map(({ dimension, value }) => [dimension, value])).toEqual([['gender', 'X'], ['region', 'East']]);
  });

  it('tells of each line that cannot be kept, by row and column', async () => {
    const [, withdrawn, erased] = [await aPerson('b-1'), await aPerson('b-2'), await aPerson('b-3')];
    await asked('withdrawConsent', { earnerId: withdrawn, purpose: 'STATISTICS' });
    await asked('eraseEarner', { earnerId: erased, reason: 'PERSON_ASKED' });
    const done = await importer.run(
      [
        header,
        'STUDENT_ID,nobody,region,North,,,paper',
        'STUDENT_ID,b-1,region,North,,,',
        'STUDENT_ID,b-2,region,North,,,paper',
        'STUDENT_ID,b-3,region,North,,,paper',
        'STUDENT_ID,b-1,Region,North,,,paper',
        'STUDENT_ID,b-1,region,(missing),,,paper',
        'STUDENT_ID,b-1,region,North,2024-13-01,,paper',
        'STUDENT_ID,b-1,region,North,2024-02-01,2024-02-01,paper',
        'STUDENT_ID,b-1,region,North,2024-02-01,,paper',
        'STUDENT_ID,b-1,region,South,2025-02-01,,paper',
        'STUDENT_ID,b-1,region,West,2024-02-01,,paper',
        'PASSPORT,b-1,region,North,,,paper',
        ',,,,,,',
      ].join('\n'),
    );
    expect(figures(done)).toEqual({ created: 1, replaced: 0, unchanged: 0, refused: 12 });
    expect(faults(done)).toEqual([
      [1, 'NOT_FOUND', 'identifier'],
      [2, 'CONSENT_MISSING', 'consentEvidence'],
      [3, 'CONSENT_MISSING', 'consentEvidence'],
      [4, 'NOT_FOUND', 'identifier'],
      [5, 'INVALID_VALUE', 'dimension'],
      [6, 'INVALID_VALUE', 'value'],
      [7, 'INVALID_VALUE', 'since'],
      [8, 'INVALID_VALUE', 'until'],
      [10, 'INVALID_VALUE', 'dimension'],
      [11, 'REPEATED_IN_FILE', 'dimension'],
      [12, 'INVALID_VALUE', 'identifierType'],
      [13, 'FIELD_MISSING', 'identifierType'],
    ]);
  });

  it('is kept for nobody of another tenant, and by nobody without the right', async () => {
    const id = await aPerson('t-1');
    const other = new Importer(service, aRegistrar(newId(), ['AWARD']), 'importStatisticsGroups');
    expect(faults(await other.run([header, 'STUDENT_ID,t-1,region,North,,,paper'].join('\n')))).toEqual([[1, 'NOT_FOUND', 'identifier']]);
    expect((await seen(id))?.statisticsGroups).toEqual([]);
    const reader = new Importer(service, aRegistrar(tenant, ['ANALYSE']), 'importStatisticsGroups');
    expect(await reader.ask(await importer.upload(header))).toMatchObject({ job: null, userErrors: [{ code: 'GRANT_MISSING' }] });
  });

  it('takes as many statements for many people as for one', async () => {
    const people = Array.from({ length: 30 }, (_, at) => `m-${at}`);
    for (const student of people) await aPerson(student);
    const taken = async (of: readonly string[], value: string) => {
      service.statements();
      expect((await importer.run([header, ...of.map((student) => `STUDENT_ID,${student},region,${value},,,paper`)].join('\n'))).failed).toBe(0);
      return service.statements().filter((statement) => /statistics_group|consent_fact|earner_key|outbox/.test(statement) && /INSERT|FOR UPDATE/.test(statement)).length;
    };
    const one = await taken(people.slice(0, 1), 'North');
    expect(await taken(people.slice(1), 'North')).toBe(one);
  });
});
