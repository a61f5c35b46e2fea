import { newId } from '@cairn/postgres';
import { aRegistrar, aService, type TestService } from '../testing/service.js';
import { figures, Importer } from './testing/importer.js';

const header = 'partnerReference,identifierType,identifier,achievementCode,awardedOn,validUntil';

describe('a file of awards under the keys of a partner', () => {
  let service: TestService;
  const tenant = newId();
  let importer: Importer;
  const file = (...lines: string[]) => `${[header, ...lines].join('\n')}\n`;
  const awardsOf = async (reference: string) => {
    const query = `query ($r: String!) { awards(first: 5, filter: { partnerReference: { eq: $r } }) { nodes { id state awardedOn replacedBy { id state awardedOn validUntil } } } }`;
    const { data, errors } = await service.ask<{ awards: { nodes: { id: string; state: string; awardedOn: string; replacedBy: object | null }[] } }>(importer.principal, query, { r: reference });
    if (!data) throw new Error(JSON.stringify(errors));
    return data.awards.nodes;
  };

  beforeAll(async () => {
    service = await aService();
    importer = new Importer(service, aRegistrar(tenant));
    await service.published(tenant, { code: 'SAIL' });
    await service.published(tenant, { code: 'KNOTS' });
  });
  afterAll(() => service.close());

  it('replaces what a line says otherwise, once, and tells the same in a dry run before', async () => {
    await importer.run(file('s1,STUDENT_ID,1,SAIL,2026-01-10,', 's2,STUDENT_ID,2,SAIL,2026-01-10,', 's3,STUDENT_ID,3,SAIL,2026-01-10,'));
    const next = file('s1,STUDENT_ID,1,SAIL,2026-01-10,', 's2,STUDENT_ID,2,SAIL,2026-01-11,2030-01-01', 's3,STUDENT_ID,3,SAIL,2026-13-10,', 's4,STUDENT_ID,4,SAIL,2026-01-12,');
    const expected = { created: 1, replaced: 1, unchanged: 1, refused: 1 };
    const dry = await importer.run(next, { dryRun: true });
    expect(figures(dry)).toEqual(expected);
    expect((await awardsOf('s2'))[0]?.state).toBe('ACTIVE');
    const done = await importer.run(next);
    expect(figures(done)).toEqual(expected);
    expect((await importer.linesOf(done)).map(({ status }) => status)).toEqual(['UNCHANGED', 'REPLACED', 'REFUSED', 'CREATED']);
    expect(await awardsOf('s2')).toMatchObject([{ state: 'REPLACED', replacedBy: { state: 'ACTIVE', awardedOn: '2026-01-11', validUntil: '2030-01-01' } }]);
    expect(figures(await importer.run(next))).toEqual({ created: 0, replaced: 0, unchanged: 3, refused: 1 });
    const third = await importer.run(file('s2,STUDENT_ID,2,SAIL,2026-01-12,2030-01-01'));
    expect(figures(third)).toEqual({ created: 0, replaced: 1, unchanged: 0, refused: 0 });
    const standing = await service.database.work((tx) => tx.query(`SELECT 1 FROM award a JOIN earner_identifier i ON i.earner_id = a.earner_id WHERE a.tenant_id = $1 AND a.state = 'ACTIVE'`, [tenant]));
    expect(standing).toHaveLength(4);
  });

  it('tells everybody of both awards, the replaced one and its successor', async () => {
    await importer.run(file('t1,STUDENT_ID,t1,SAIL,2026-02-01,'));
    const before = service.bus.published.length;
    await importer.run(file('t1,STUDENT_ID,t1,SAIL,2026-02-02,'));
    const told = () => service.bus.published.slice(before).map(({ value }) => JSON.parse(value) as { type: string });
    for (let tries = 0; tries < 600 && told().length < 2; tries += 1) await new Promise((resume) => setTimeout(resume, 50));
    expect(told().map(({ type }) => type).sort()).toEqual(['cairn.award.batch-issued.v1', 'cairn.award.replaced.v1']);
  });

  it('is refused line by line where it gives a key to another person or achievement, or corrects what was revoked', async () => {
    await importer.run(file('u1,STUDENT_ID,u1,SAIL,2026-03-01,', 'u2,STUDENT_ID,u2,SAIL,2026-03-01,', 'u3,STUDENT_ID,u3,SAIL,2026-03-01,'));
    const [revoked] = await awardsOf('u3');
    await service.ask(importer.principal, `mutation ($id: ID!) { revokeAward(input: { id: $id, reason: OTHER }) { userErrors { code } } }`, { id: revoked?.id });
    const again = await importer.run(file('u1,STUDENT_ID,u9,SAIL,2026-03-01,', 'u2,STUDENT_ID,u2,KNOTS,2026-03-01,', 'u3,STUDENT_ID,u3,SAIL,2026-03-02,'));
    expect(again.errors.map(({ row, code, field }) => [row, code, field])).toEqual([
      [1, 'ALREADY_EXISTS', 'identifier'],
      [2, 'ALREADY_EXISTS', 'achievementCode'],
      [3, 'AWARD_STATE_INVALID', 'partnerReference'],
    ]);
    expect(figures(await importer.run(file('u3,STUDENT_ID,u3,SAIL,2026-03-01,')))).toMatchObject({ unchanged: 1 });
  });

  it('replaces nothing for those who may not revoke', async () => {
    await importer.run(file('v1,STUDENT_ID,v1,SAIL,2026-03-01,'));
    const onlyAwarding = new Importer(service, aRegistrar(tenant, ['AWARD']));
    const refused = await onlyAwarding.run(file('v1,STUDENT_ID,v1,SAIL,2026-03-02,'));
    expect(refused.errors).toMatchObject([{ row: 1, code: 'GRANT_MISSING' }]);
  });

  it('refuses a key that comes twice in one file, wherever in it', async () => {
    const lines = Array.from({ length: 4_500 }, (_, index) => `w${index},STUDENT_ID,w${index},SAIL,2026-03-01,`);
    lines[4_400] = 'w7,STUDENT_ID,w7,SAIL,2026-03-02,';
    const job = await importer.run(file(...lines));
    expect(figures(job)).toEqual({ created: 4_499, replaced: 0, unchanged: 0, refused: 1 });
    expect(job.errors).toMatchObject([{ row: 4_401, code: 'REPEATED_IN_FILE', field: 'partnerReference' }]);
  });

  it('gives every key one award when two files about the same keys are imported at once', async () => {
    const lines = Array.from({ length: 3_000 }, (_, index) => `x${index},STUDENT_ID,x${index},SAIL,2026-03-01,`);
    const [one, other] = await Promise.all([importer.run(file(...lines)), importer.run(file(...lines, 'y,STUDENT_ID,y,SAIL,2026-03-01,'))]);
    expect(one.created + other.created).toBe(3_001);
    expect(one.unchanged + other.unchanged).toBe(3_000);
    expect(one.failed + other.failed).toBe(0);
  });
});
