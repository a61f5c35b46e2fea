import { newId } from '@cairn/postgres';
import type { RequirementText } from '@cairn/events';
import { aRegistrar, aService, type TestService } from '../testing/service.js';

interface Named {
  readonly id: string;
  readonly state: string;
  readonly statement: string | null;
}
interface Made {
  readonly nominations: readonly Named[];
  readonly userErrors: readonly { readonly code: string; readonly field: string[] | null }[];
}
interface Decided {
  readonly nomination: Named | null;
  readonly award: { readonly id: string; readonly evidence: readonly object[] } | null;
  readonly userErrors: readonly { readonly code: string }[];
}

const attestation: RequirementText = {
  key: 'word', kind: 'ATTESTATION', title: 'A word of a colleague', description: null, assessed: false, effort: null, evidence: null, criteria: [], pass: null,
  attestorRole: 'nominator', achievement: null, atLeast: null, of: [],
};

describe('nominating for an award', () => {
  let service: TestService;
  const tenant = newId();
  const teacher = aRegistrar(tenant, ['AWARD', 'GRANT_AWARD']);
  const head = aRegistrar(tenant, ['GRANT_AWARD', 'AWARD']);

  const ask = async <Answer>(principal: typeof teacher, name: string, input: object, fields: string) => {
    const { data, errors } = await service.ask(principal, `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${fields} userErrors { code field } } }`, { input });
    if (!data) throw new Error(JSON.stringify(errors));
    return data[name] as Answer;
  };
  const nominee = (value: string, statement = 'Led the dig at the old quay.') => ({ identifier: { type: 'EMPLOYEE_ID', value }, statement });
  const nominate = (version: string, nominees: object[], principal = teacher, attested = true) =>
    ask<Made>(principal, 'nominateForAward', { achievementVersionId: `acv_${version}`, nominees, attested }, 'nominations { id state statement earner { id } }');
  const decide = (id: string | undefined, accept: boolean, principal = head) =>
    ask<Decided>(principal, 'decideNomination', { id, accept }, 'nomination { id state } award { id evidence { id requirement kind } }');

  beforeAll(async () => {
    service = await aService();
  });
  afterAll(() => service.close());

  it('takes many persons at once, each once, and keeps what is said of them sealed', async () => {
    const { achievementVersion } = await service.published(tenant);
    const people = Array.from({ length: 250 }, (_, n) => nominee(`N-${n}`, `Zephyrine said so of ${n}.`));
    service.statements();
    const { nominations, userErrors } = await nominate(achievementVersion, people);
    expect(userErrors).toEqual([]);
    expect(nominations).toHaveLength(250);
    expect(nominations[7]).toMatchObject({ state: 'OPEN', statement: 'Zephyrine said so of 7.' });
    expect(service.statements().length).toBeLessThan(40);
    const again = await nominate(achievementVersion, people.slice(0, 2));
    expect(again.nominations.map(({ id }) => id)).toEqual(nominations.slice(0, 2).map(({ id }) => id));
    const [dump] = await service.database.work((tx) => tx.compose<{ text: string }>(`SELECT string_agg(t::text, ' ') AS text FROM nomination t`));
    expect(dump?.text).not.toContain(Buffer.from('Zephyrine').toString('hex'));
    const page = await service.ask(teacher, '{ nominations(first: 2, state: OPEN) { nodes { id } totalCount pageInfo { hasNextPage } } }');
    expect(page.data?.nominations).toMatchObject({ nodes: nominations.slice(0, 2).map(({ id }) => ({ id })), totalCount: 250, pageInfo: { hasNextPage: true } });
  });

  it('becomes an award by the word of somebody else who may grant, with the nomination as its evidence', async () => {
    const { achievementVersion } = await service.published(tenant, { requirement: attestation });
    const [nomination] = (await nominate(achievementVersion, [nominee('N-one')])).nominations;
    expect((await decide(nomination?.id, true, teacher)).userErrors).toMatchObject([{ code: 'GRANT_MISSING' }]);
    expect((await decide(nomination?.id, true, aRegistrar(tenant, ['AWARD']))).userErrors).toMatchObject([{ code: 'GRANT_MISSING' }]);
    expect((await decide(nomination?.id, true, aRegistrar(newId(), ['GRANT_AWARD']))).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    const answers = await Promise.all([decide(nomination?.id, true), decide(nomination?.id, true)]);
    expect(answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(['NOMINATION_STATE_INVALID']);
    const accepted = answers.find(({ userErrors }) => userErrors.length === 0);
    expect(accepted).toMatchObject({
      nomination: { state: 'ACCEPTED' },
      award: { evidence: [{ id: nomination?.id.replace('nom_', 'evd_'), requirement: 'word', kind: 'ATTESTATION' }] },
    });
    const [second] = (await nominate(achievementVersion, [nominee('N-one')])).nominations;
    expect(await decide(second?.id, true)).toMatchObject({ nomination: null, award: { id: accepted?.award?.id }, userErrors: [{ code: 'ALREADY_AWARDED' }] });
    expect(await decide(second?.id, false)).toMatchObject({ nomination: { state: 'REFUSED' }, award: null, userErrors: [] });
  });

  it('is refused without an attestation, with faults in its list, and for an assessed version without an assessment', async () => {
    const { achievementVersion } = await service.published(tenant);
    expect((await nominate(achievementVersion, [nominee('N-2')], teacher, false)).userErrors).toMatchObject([{ code: 'STATEMENT_MISSING' }]);
    expect((await nominate(achievementVersion, [nominee('N-2'), nominee('N-3', ' ')])).userErrors).toMatchObject([{ code: 'INVALID_VALUE', field: ['input', 'nominees', '1', 'statement'] }]);
    expect((await nominate(achievementVersion, [nominee('N-2')], aRegistrar(tenant, []))).userErrors).toMatchObject([{ code: 'GRANT_MISSING' }]);
    expect((await nominate(newId(), [nominee('N-2')])).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    const assessed = await service.published(tenant, { assessed: true, claimBasis: 'KNOWLEDGE' });
    const [nomination] = (await nominate(assessed.achievementVersion, [nominee('N-4')])).nominations;
    expect((await decide(nomination?.id, true)).userErrors).toMatchObject([{ code: 'ASSESSMENT_MISSING' }]);
  });
});
