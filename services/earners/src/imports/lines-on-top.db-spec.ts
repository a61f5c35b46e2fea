import type { RequirementText } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { aRegistrar, aService, type TestService } from '../testing/service.js';
import { figures, Importer } from './testing/importer.js';

const leaf = (more: Partial<RequirementText>): RequirementText => ({
  key: null, kind: 'COURSE', title: 'Attend', description: null, assessed: false, effort: null, evidence: null,
  criteria: [], pass: null, attestorRole: null, achievement: null, atLeast: null, of: [], ...more,
});

describe('a line about an award that builds on another one', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await aService();
  });
  afterAll(() => service.close());

  it('is refused before that is held, no earner being made for it, and made afterwards', async () => {
    const tenant = newId();
    const importer = new Importer(service, aRegistrar(tenant), 'importAwards');
    const first = await service.published(tenant, { code: 'FIRST' });
    await service.published(tenant, { code: 'SECOND', requirement: leaf({ key: 'before', kind: 'PRIOR_AWARD', title: 'First', achievement: first.achievement }) });
    const header = 'partnerReference,identifierType,identifier,achievementCode,awardedOn';
    const second = `${header}\nb1,STUDENT_ID,1,SECOND,2026-03-02\nb2,STUDENT_ID,2,SECOND,2026-03-02\n`;
    await importer.run(`${header}\na1,STUDENT_ID,1,FIRST,2026-03-01\n`);
    const done = await importer.run(second);
    expect(figures(done)).toEqual({ created: 1, replaced: 0, unchanged: 0, refused: 1 });
    expect(done.errors).toMatchObject([{ row: 2, code: 'PREREQUISITE_MISSING', field: 'achievementCode' }]);
    expect(await service.database.work((tx) => tx.query('SELECT 1 FROM earner WHERE tenant_id = $1', [tenant]))).toHaveLength(1);
    await importer.run(`${header}\na2,STUDENT_ID,2,FIRST,2026-03-01\n`);
    expect(figures(await importer.run(second))).toEqual({ created: 1, replaced: 0, unchanged: 1, refused: 0 });
  });
});
