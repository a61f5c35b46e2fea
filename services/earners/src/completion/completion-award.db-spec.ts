import { completionAnnulled, type CompletionFact, completionLost, completionReached, completionRestored, enrolmentPaused, enrolmentResumed, type EventContract, exitReached, milestoneReached } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { aService, type TestService } from '../testing/service.js';

describe('what pathways tell becomes awards', () => {
  let service: TestService;
  const tenant = newId();
  beforeAll(async () => {
    service = await aService();
  });
  afterAll(() => service.close());

  const aFact = (achievement: string, more: Partial<CompletionFact> = {}): CompletionFact => ({
    completion: newId(),
    enrolment: newId(),
    earner: newId(),
    pathway: newId(),
    pathwayVersion: newId(),
    awardAchievement: achievement,
    onRevocation: 'suspend',
    completedOn: '2026-03-01',
    countedAwards: [],
    on: '2026-03-01',
    at: '2026-03-01T10:00:00Z',
    ...more,
  });
  const tell = (contract: EventContract<never>, version: number, fact: CompletionFact, more: object = {}) =>
    service.hear({ contract: contract as EventContract<unknown>, tenant, subject: fact.completion, version, data: { ...fact, ...more } });
  const states = async (achievement: string) =>
    (await service.database.work((tx) => tx.query<{ state: string }>('SELECT state FROM award WHERE tenant_id = $1 AND achievement_id = $2 ORDER BY id', [tenant, achievement]))).map(({ state }) => state);
  const paused = (fact: CompletionFact, version: number, resumed = false) => {
    const { enrolment, earner, pathway, pathwayVersion } = fact;
    const data = { enrolment, earner, pathway, pathwayVersion, enrolledOn: '2026-01-01', at: '2026-02-01T10:00:00Z' };
    const contract = (resumed ? enrolmentResumed : enrolmentPaused) as unknown as EventContract<unknown>;
    return service.hear({ contract, tenant, subject: enrolment, version, data: resumed ? data : { ...data, reason: 'MEMBERSHIP_ENDED' } });
  };

  it('awards the badge of a milestone once, and suspends it while its node does not hold', async () => {
    const { achievement } = await service.published(tenant, {});
    const fact = aFact(achievement, { destination: { kind: 'MILESTONE', node: 'basics' } });
    await tell(milestoneReached as never, 1, fact);
    await tell(milestoneReached as never, 1, fact);
    expect(await states(achievement)).toEqual(['ACTIVE']);
    await tell(completionLost as never, 2, fact, { cause: 'EXPIRED' });
    expect(await states(achievement)).toEqual(['SUSPENDED']);
    await tell(completionRestored as never, 3, fact);
    expect(await states(achievement)).toEqual(['ACTIVE']);
  });

  it('awards the badge of an exit, and nothing where an exit has none', async () => {
    const { achievement } = await service.published(tenant, {});
    const exit = { destination: { kind: 'EXIT', node: 'x1' }, onRevocation: 'stands' } as const;
    await tell(exitReached as never, 1, aFact(achievement, exit));
    expect(await states(achievement)).toEqual(['ACTIVE']);
    await tell(exitReached as never, 1, { ...aFact(achievement, exit), awardAchievement: null });
    expect(await states(achievement)).toEqual(['ACTIVE']);
  });

  it('revokes with the first lapse where the pathway says so, and for good', async () => {
    const { achievement } = await service.published(tenant, {});
    const fact = aFact(achievement, { onRevocation: 'cascadeRevoke' });
    await tell(completionReached as never, 1, fact);
    await tell(completionLost as never, 2, fact, { cause: 'REVOKED' });
    await tell(completionRestored as never, 3, fact);
    expect(await states(achievement)).toEqual(['REVOKED']);
  });

  it('keeps the award where a lapse lets it stand', async () => {
    const { achievement } = await service.published(tenant, {});
    const fact = aFact(achievement, { onRevocation: 'stands' });
    await tell(completionReached as never, 1, fact);
    await tell(completionLost as never, 2, fact, { cause: 'REVOKED' });
    expect(await states(achievement)).toEqual(['ACTIVE']);
  });

  it('keeps one award when a completion turns out to be of another day, and makes a new one after one that never held', async () => {
    const { achievement } = await service.published(tenant, {});
    const fact = aFact(achievement);
    await tell(completionReached as never, 1, fact);
    await tell(completionReached as never, 2, fact, { completedOn: '2026-02-01', on: '2026-02-01' });
    await tell(completionLost as never, 3, fact, { cause: 'EXPIRED' });
    expect(await states(achievement)).toEqual(['SUSPENDED']);
    await tell(completionAnnulled as never, 4, fact);
    await tell(completionReached as never, 5, fact);
    expect(await states(achievement)).toEqual(['REVOKED', 'ACTIVE']);
  });

  it('holds a badge back while the enrolment is paused, and awards it once it goes on', async () => {
    const { achievement } = await service.published(tenant, {});
    const fact = aFact(achievement);
    await paused(fact, 2);
    await tell(completionReached as never, 1, fact);
    expect(await states(achievement)).toEqual([]);
    await paused(fact, 3, true);
    expect(await states(achievement)).toEqual(['ACTIVE']);
    await tell(completionLost as never, 2, fact, { cause: 'EXPIRED' });
    expect(await states(achievement)).toEqual(['SUSPENDED']);
  });

  it('awards nothing for what fell away while the enrolment was paused', async () => {
    const { achievement } = await service.published(tenant, {});
    const fact = aFact(achievement);
    await paused(fact, 2);
    await tell(completionReached as never, 1, fact);
    await tell(completionLost as never, 2, fact, { cause: 'EXPIRED' });
    await paused(fact, 3, true);
    expect(await states(achievement)).toEqual([]);
    await tell(completionRestored as never, 3, fact);
    expect(await states(achievement)).toEqual(['ACTIVE']);
  });
});
