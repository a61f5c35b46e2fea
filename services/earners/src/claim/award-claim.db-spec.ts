import { principalOf } from '@cairn/access';
import { newId } from '@cairn/postgres';
import { aRegistrar, aService, type TestService } from '../testing/service.js';

interface Code {
  readonly code: string;
  readonly awardId: string | null;
}
interface Claimed {
  readonly award: { readonly id: string; readonly state: string; readonly earner: { readonly id: string } | null } | null;
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
}

const hour = 3_600_000;

describe('claiming an award by a code', () => {
  const clock = { at: Date.parse('2026-11-22T10:00:00Z'), now: () => clock.at };
  let service: TestService;
  const tenant = newId();
  const registrar = aRegistrar(tenant);

  const ask = async <Answer>(principal: typeof registrar, name: string, input: object, fields: string) => {
    const { data, errors } = await service.ask(principal, `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${fields} userErrors { code message } } }`, { input });
    if (!data) throw new Error(JSON.stringify(errors));
    return data[name] as Answer;
  };
  const aPerson = () => {
    const account = newId();
    return principalOf({ kind: 'PERSON', actor: account, account });
  };
  const candidate = (value: string) => ({ type: 'MEMBER_ID', value });
  const offered = async (number: string, version?: string) => {
    const text = version ? { achievementVersion: version } : await service.published(tenant, { acceptance: 'REQUIRED' });
    const made = await ask<Claimed>(registrar, 'issueAward', { identifier: candidate(number), achievementVersionId: `acv_${text.achievementVersion}` }, 'award { id state }');
    return String(made.award?.id);
  };
  const until = () => new Date(clock.at + 24 * hour).toISOString();
  const codesFor = async (input: object, principal = registrar) =>
    ask<{ codes: Code[]; userErrors: { code: string }[] }>(principal, 'createClaimCodes', { until: until(), ...input }, 'codes { code awardId uses until }');
  const codeFor = async (award: string) => String((await codesFor({ awardIds: [award] })).codes[0]?.code);
  const claim = (principal: typeof registrar, code: string, identifier?: object) => ask<Claimed>(principal, 'claimAward', { code, identifier }, 'award { id state earner { id } }');
  const claimed = (answer: Claimed) => answer.userErrors.map(({ code }) => code);

  beforeAll(async () => {
    service = await aService({ clock });
  });
  afterAll(() => service.close());

  it('gives the record to whoever has the code and the number, and then he answers the offer', async () => {
    const award = await offered('C-1');
    const code = await codeFor(award);
    const person = aPerson();
    expect(await claim(person, code.toLowerCase(), candidate('C-1'))).toMatchObject({ award: { id: award, state: 'OFFERED', earner: { id: expect.stringMatching(/^ern_/) } }, userErrors: [] });
    expect((await ask<Claimed>(person, 'acceptAward', { id: award }, 'award { id state }')).award?.state).toBe('ACTIVE');
    expect(claimed(await claim(person, code, candidate('C-1')))).toEqual(['CLAIM_USED']);
    expect(claimed(await claim(aPerson(), code, candidate('C-1')))).toEqual(['CLAIM_USED']);
    const rows = await service.database.work((tx) => tx.compose<{ text: string }>(`SELECT string_agg(t::text, ' ') AS text FROM claim_code t`));
    expect(rows[0]?.text).not.toContain(Buffer.from(code.replaceAll('-', '')).toString('hex'));
  });

  it('makes one record of two when the person has one already', async () => {
    const person = aPerson();
    const [first, second] = [await offered('C-2a'), await offered('C-2b')];
    const one = await claim(person, await codeFor(first), candidate('C-2a'));
    const two = await claim(person, await codeFor(second), candidate('C-2b'));
    expect(two.award?.earner?.id).toBe(one.award?.earner?.id);
    const { data } = await service.ask(person, '{ myEarners { id awards(first: 5) { nodes { id } } } }');
    expect(data?.myEarners).toMatchObject([{ awards: { nodes: expect.arrayContaining([{ id: first }, { id: second }]) } }]);
    const stolen = await offered('C-2a');
    expect(claimed(await claim(aPerson(), await codeFor(stolen), candidate('C-2a')))).toEqual(['CLAIM_USED']);
  });

  it('is for one of many who come at once', async () => {
    const award = await offered('C-3');
    const code = await codeFor(award);
    const answers = await Promise.all(Array.from({ length: 8 }, () => claim(aPerson(), code, candidate('C-3'))));
    expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
    expect(answers.flatMap(claimed)).toEqual(Array(7).fill('CLAIM_USED'));
  });

  it('locks an account after five wrong codes, also when they come at once, for an hour', async () => {
    const award = await offered('C-4');
    const code = await codeFor(award);
    const person = aPerson();
    const answers = await Promise.all(Array.from({ length: 9 }, () => claim(person, 'AAAA-BBBB-CCCC-DDDD')));
    expect(answers.flatMap(claimed).filter((one) => one === 'CLAIM_INVALID')).toHaveLength(5);
    const locked = await claim(person, code, candidate('C-4'));
    expect(locked.userErrors).toMatchObject([{ code: 'CLAIM_LOCKED', message: expect.stringContaining('2026-11-22T11:00:00') }]);
    clock.at += hour;
    expect(claimed(await claim(person, code, candidate('C-4')))).toEqual([]);
  });

  it('locks a code that came five times with a wrong number, whoever brought it', async () => {
    const award = await offered('C-5');
    const code = await codeFor(award);
    for (const wrong of [undefined, candidate('C-1'), candidate('C-6'), candidate('C-7'), candidate('nobody')]) {
      expect(claimed(await claim(aPerson(), code, wrong))).toEqual(['CLAIM_INVALID']);
    }
    expect(claimed(await claim(aPerson(), code, candidate('C-5')))).toEqual(['CLAIM_LOCKED']);
    const fresh = await codeFor(award);
    expect(claimed(await claim(aPerson(), code, candidate('C-5')))).toEqual(['CLAIM_INVALID']);
    expect(claimed(await claim(aPerson(), fresh, candidate('C-5')))).toEqual([]);
  });

  it('makes an award of a version for whoever has a code that is good once', async () => {
    const { achievementVersion } = await service.published(tenant);
    const { codes } = await codesFor({ achievementVersionId: `acv_${achievementVersion}`, count: 3 });
    const person = aPerson();
    const first = await claim(person, String(codes[0]?.code));
    expect(first).toMatchObject({ award: { state: 'ACTIVE' }, userErrors: [] });
    expect(await claim(person, String(codes[1]?.code))).toMatchObject({ award: { id: first.award?.id }, userErrors: [{ code: 'ALREADY_AWARDED' }] });
    expect(claimed(await claim(aPerson(), String(codes[0]?.code)))).toEqual(['CLAIM_USED']);
    expect(claimed(await claim(aPerson(), String(codes[1]?.code)))).toEqual([]);
  });

  it('lets so many have an award by a shared code, and each once', async () => {
    const { achievementVersion } = await service.published(tenant, { duplicatePolicy: 'MANY' });
    const { codes } = await codesFor({ achievementVersionId: `acv_${achievementVersion}`, sharedUses: 3 });
    const code = String(codes[0]?.code);
    const person = aPerson();
    expect(claimed(await claim(person, code))).toEqual([]);
    expect(claimed(await claim(person, code))).toEqual(['CLAIM_USED']);
    const answers = await Promise.all(Array.from({ length: 5 }, () => claim(aPerson(), code)));
    expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(2);
    clock.at += 25 * hour;
    const late = await codesFor({ achievementVersionId: `acv_${achievementVersion}`, sharedUses: 1 });
    clock.at += 25 * hour;
    expect(claimed(await claim(aPerson(), String(late.codes[0]?.code)))).toEqual(['CLAIM_INVALID']);
  });

  it('is refused to keys, and codes to those who may not award', async () => {
    const award = await offered('C-8');
    expect(claimed(await claim(registrar, await codeFor(award), candidate('C-8')))).toEqual(['GRANT_MISSING']);
    expect((await codesFor({ awardIds: [award] }, aRegistrar(tenant, []))).userErrors).toMatchObject([{ code: 'GRANT_MISSING' }]);
    expect((await codesFor({ awardIds: [award] }, aRegistrar(newId()))).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await codesFor({})).userErrors).toMatchObject([{ code: 'FIELD_MISSING' }]);
    const assessed = await service.published(tenant, { assessed: true, claimBasis: 'KNOWLEDGE' });
    expect((await codesFor({ achievementVersionId: `acv_${assessed.achievementVersion}`, count: 1 })).userErrors).toMatchObject([{ code: 'ASSESSMENT_MISSING' }]);
    await ask<Claimed>(registrar, 'cancelAward', { id: award }, 'award { id }');
    expect((await codesFor({ awardIds: [award] })).userErrors).toMatchObject([{ code: 'AWARD_STATE_INVALID' }]);
  });
});
