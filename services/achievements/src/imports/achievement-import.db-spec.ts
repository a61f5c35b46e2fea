import { newId } from '@cairn/postgres';
import { aDesigner, aService } from '../testing/service.js';
import { aVersionInput } from '../testing/version-input.js';

interface Job {
  readonly state: string;
  readonly created: number;
  readonly replaced: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly errors: readonly { readonly row: number; readonly code: string; readonly field: string | null }[];
}

const start = `mutation ($input: ImportAchievementsInput!) { importAchievements(input: $input) { job { id } userErrors { code } } }`;
const look = `query ($id: ID!) { achievementsImport(id: $id) { state created replaced unchanged failed errors { row code field message } } }`;

describe('a file of achievements', () => {
  let service: Awaited<ReturnType<typeof aService>>;
  const tenant = newId();
  const museum = newId();
  const designer = aDesigner(tenant);

  const run = async (lines: readonly object[] | string, by = designer): Promise<Job> => {
    const body = typeof lines === 'string' ? lines : lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    const sent = await service.send(by, 'POST', '/uploads/achievements', { body });
    const uploadId = String(sent.headers.get('location')).split('/').at(-1);
    const { data } = await service.ask<{ importAchievements: { job: { id: string } } }>(by, start, { input: { uploadId, format: typeof lines === 'string' ? 'CSV' : 'JSONL' } });
    for (const until = Date.now() + 60_000; Date.now() < until; ) {
      const answer = await service.ask<{ achievementsImport: Job }>(by, look, { id: data?.importAchievements.job.id });
      const job = answer.data?.achievementsImport;
      if (job && job.state !== 'QUEUED' && job.state !== 'RUNNING') return job;
      await new Promise((resume) => setTimeout(resume, 20));
    }
    throw new Error('the import did not end');
  };
  const line = (code: string, change = {}, more = {}) => ({ code, issuerId: `iss_${museum}`, publish: true, version: aVersionInput(change), ...more });
  const figures = ({ created, replaced, unchanged, failed }: Job) => ({ created, replaced, unchanged, refused: failed });
  const versionsOf = async (code: string) => {
    const { data } = await service.ask<{ achievements: { nodes: { title: string; versions: { nodes: { state: string }[] } }[] } }>(
      designer,
      `query ($code: String!) { achievements(first: 1, filter: { mine: true, code: { eq: $code } }) { nodes { title versions(first: 5) { nodes { state } } } } }`,
      { code },
    );
    return data?.achievements.nodes[0];
  };

  beforeAll(async () => {
    service = await aService();
    await service.hearOf({ issuer: museum, name: 'Lighthouse Museum', sectors: ['NONPROFIT', 'EMPLOYER'], state: 'ACTIVE' }, tenant);
  });
  afterAll(() => service.close());

  it('is made once, and a text that was changed becomes the next version', async () => {
    const lines = [line('A1'), line('A2', {}, { publish: false }), line('A3')];
    expect(figures(await run(lines))).toEqual({ created: 3, replaced: 0, unchanged: 0, refused: 0 });
    expect(figures(await run([...lines, line('A4')]))).toEqual({ created: 1, replaced: 0, unchanged: 3, refused: 0 });
    const changed = await run([line('A1', { title: 'Keeper of two lanterns' }), line('A2'), line('A3')]);
    expect(figures(changed)).toEqual({ created: 0, replaced: 2, unchanged: 1, refused: 0 });
    expect(await versionsOf('A1')).toEqual({ title: 'Keeper of two lanterns', versions: { nodes: [{ state: 'PUBLISHED' }, { state: 'SUPERSEDED' }] } });
    expect(await versionsOf('A2')).toMatchObject({ versions: { nodes: [{ state: 'PUBLISHED' }] } });
  });

  it('tells of each line what keeps it out, and leaves nothing of it behind', async () => {
    const job = await run([
      line('B1', { useCase: 'NO_SUCH_USE' as never }),
      line('B2', { title: '' }),
      line('B3', {}, { issuerId: `iss_${newId()}` }),
      line('B4', { imageUrl: null }),
      line('B5', {}, { publish: 'perhaps' }),
      { issuerId: `iss_${museum}`, version: aVersionInput() },
      line('B6'),
      line('B6'),
    ]);
    expect(figures(job)).toEqual({ created: 1, replaced: 0, unchanged: 0, refused: 7 });
    expect(job.errors.map(({ row, code, field }) => [row, code, field])).toEqual([
      [1, 'INVALID_VALUE', 'useCase'],
      [2, 'INVALID_VALUE', 'title'],
      [3, 'NOT_FOUND', 'issuerId'],
      [4, 'FIELD_MISSING', 'imageUrl'],
      [5, 'INVALID_VALUE', 'publish'],
      [6, 'FIELD_MISSING', 'code'],
      [8, 'REPEATED_IN_FILE', 'code'],
    ]);
    expect(await versionsOf('B4')).toBeUndefined();
  });

  it('asks the database nothing of each line that says what is there already', async () => {
    const lines = Array.from({ length: 30 }, (_, n) => line(`E${n}`));
    const asked = async () => {
      service.statements();
      await run(lines);
      return service.statements().filter((text) => /achievement|issuer_copy|SAVEPOINT line/.test(text) && !/import_/.test(text)).length;
    };
    expect(await asked()).toBeGreaterThan(30);
    expect(await asked()).toBeLessThan(12);
  });

  it('may be CSV', async () => {
    const columns = 'code,issuerId,publish,title,description,criteria,imageUrl,imageAltText,issuerSector,useCase,claimBasis,earningModes,learningOutcomes,recognises,contributionKind,attestorRole,requirementKind,requirementTitle';
    const cells = `C1,iss_${museum},true,Guide,Guides visitors.,Guide one tour.,https://museum.example/g.png,A guide,NONPROFIT,CONTRIBUTION,PARTICIPATION,COURSE,Guides a tour;Answers questions,An evening.,Attendance,guide,COURSE,The tour`;
    expect(figures(await run(`${columns}\n${cells}\n`))).toEqual({ created: 1, replaced: 0, unchanged: 0, refused: 0 });
  });

  it('publishes nothing for those who may only design, and is called off by nobody when it is over', async () => {
    const drafting = { ...designer, ...aDesigner(tenant) };
    const onlyDesigning = { ...drafting, rights: ['DESIGN'] } as typeof designer;
    const job = await run([line('D1'), line('D2', {}, { publish: false })], onlyDesigning);
    expect(job.errors).toMatchObject([{ row: 1, code: 'GRANT_MISSING' }]);
    const cancel = `mutation ($id: ID!) { cancelAchievementsImport(input: { id: $id }) { userErrors { code } } }`;
    const { data } = await service.ask(designer, cancel, { id: `imp_${newId()}` });
    expect(data?.cancelAchievementsImport).toEqual({ userErrors: [{ code: 'NOT_FOUND' }] });
  });
});
