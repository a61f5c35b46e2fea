import { fileURLToPath } from 'node:url';
import { awardBatchIssued } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { publicId } from '@cairn/subgraph';
import { aDefinition, aMuseum, awardNode, type Museum } from '../../testing/museum.js';
import { aService, type PathwaysService } from '../../testing/service.js';
import { type Happenings, happenings } from '../../testing/staying-true.js';
import { SolvingThread } from './solving-thread.js';

const execArgv = ['--import', fileURLToPath(new URL('../../../../../deploy/launcher/typescript.mjs', import.meta.url))];
const bare = (id: string): string => id.slice(4);

describe('a pathway that wants the solver', () => {
  let service: PathwaysService;
  let museum: Museum;
  let now: Happenings;
  // A machine may be busy: what is not about time has enough of it.
  const thread = new SolvingThread({ execArgv, solveSeconds: 10 });
  let ask: jest.SpiedFunction<SolvingThread['ask']>;
  beforeAll(async () => {
    service = await aService('2026-06-01');
    museum = await aMuseum(service);
    now = happenings(service, museum);
  });
  beforeEach(() => {
    ask = jest.spyOn(service.app.get(SolvingThread), 'ask').mockImplementation((task) => thread.ask(task));
  });
  afterEach(() => ask.mockRestore());
  afterAll(async () => {
    await thread.onModuleDestroy();
    await service.close();
  });

  const achievementOf = (hours: number) => museum.anAchievement(`${hours} hours`, { creditsAvailable: [{ unit: 'hours', amount: hours, category: null }] });
  const sum = (id: string, atLeast: number, achievements: readonly string[]) => ({ id, kind: 'sum', measure: 'hours', atLeast, from: { achievementIn: achievements.map((one) => publicId('Achievement', one)) } });
  const enrolled = async (definition: object) => {
    const { pathway } = await museum.aPathway(definition);
    const earner = newId();
    const { enrolment } = await museum.enrol(earner, pathway, { enrolledOn: '2026-01-10' });
    return { earner, enrolment: bare(enrolment?.id ?? '') };
  };

  // Two parts of 11 each with nothing over, which no rule of thumb finds in this order.
  const weights = [8, 7, 4, 3];
  const inParts = (some: readonly string[], nodes = ['a', 'b'], each = 11) => aDefinition(nodes.map((id) => sum(id, each, some)), { policy: { sharing: 'exclusive', enrolment: 'required' } });
  const awardAll = async (earner: string, achievements: readonly string[]) => {
    const awards = achievements.map((achievement, at) => museum.anAward(earner, achievement, { awardedOn: `2026-03-${String(at + 1).padStart(2, '0')}` }));
    const job = newId();
    await service.hear({ contract: awardBatchIssued, tenant: museum.tenant, subject: job, version: 1, data: { job, awards } });
    return awards;
  };

  it('is answered, told and kept as any other', async () => {
    const some = await Promise.all(weights.map(achievementOf));
    const { earner, enrolment } = await enrolled(inParts(some));
    const awards = await awardAll(earner, some);
    expect(await now.progress(enrolment)).toMatchObject({ complete: true, exact: true, method: 'milp', completedOn: '2026-03-04' });
    const [told] = await now.told(earner);
    expect(told).toMatchObject({ kind: 'reached', data: { completedOn: '2026-03-04', ground: { version: 1, method: 'milp' } } });
    expect([...(told?.data.countedAwards ?? [])].sort()).toEqual(awards.map(({ award }) => award).sort());
    await now.revoked(awards[0]!, '2026-04-01');
    expect((await now.told(earner)).at(-1)).toMatchObject({ kind: 'lost', data: { on: '2026-04-01', cause: expect.any(String) } });
  });

  it('keeps nobody waiting while it is searched, however it was built', async () => {
    const near = Array.from({ length: 12 }, (_, at) => 1_000 + ((at * 37) % 101));
    const some = await Promise.all(near.map(achievementOf));
    // Three parts of nearly the same weight: there are very many ways to try.
    const { earner, enrolment } = await enrolled(inParts(some, ['a', 'b', 'c'], Math.floor(near.reduce((one, other) => one + other, 0) / 3)));
    const hurried = new SolvingThread({ execArgv });
    ask.mockImplementation((task) => hurried.ask(task));
    let turns = 0;
    const others = setInterval(() => (turns += 1), 5);
    await awardAll(earner, some);
    clearInterval(others);
    expect(ask).toHaveBeenCalled();
    await hurried.onModuleDestroy();
    expect(turns).toBeGreaterThan(20);
    expect(await now.progress(enrolment)).toMatchObject({ total: 3, method: 'milp' });
  });

  it('is undecided when its thread dies, which costs nobody else anything', async () => {
    const some = await Promise.all(weights.map(achievementOf));
    const hard = await enrolled(inParts(some));
    const { pathway } = await museum.aPathway(aDefinition([awardNode('k', some[0]!)]));
    const easy = await museum.enrol(hard.earner, pathway, { enrolledOn: '2026-01-10' });
    ask.mockImplementation((task) => {
      const asked = thread.ask(task);
      void thread.onModuleDestroy();
      return asked;
    });
    await awardAll(hard.earner, some);
    expect(ask).toHaveBeenCalled();
    ask.mockImplementation((task) => thread.ask(task));
    const { enrolment } = hard;
    expect(await now.progress(enrolment)).toMatchObject({ state: 'UNDECIDED', complete: null, exact: false });
    expect(await now.progress(bare(easy.enrolment?.id ?? ''))).toMatchObject({ complete: true });
    await now.refreshed(hard.earner, enrolment);
    expect(await now.progress(enrolment)).toMatchObject({ complete: true, exact: true });
  });

  it('is solved where it is asked when there can be no thread', async () => {
    const none = new SolvingThread({ execArgv: ['--import', 'data:text/javascript,process.exit(1)'] });
    ask.mockImplementation((task) => none.ask(task));
    const some = await Promise.all(weights.map(achievementOf));
    const { earner, enrolment } = await enrolled(inParts(some));
    await awardAll(earner, some);
    expect(await now.progress(enrolment)).toMatchObject({ method: 'milp' });
    expect((await now.progress(enrolment)).state).toMatch(/^(COMPLETE|UNDECIDED)$/);
  });
});
