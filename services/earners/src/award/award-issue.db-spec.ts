import { achievementVersionRetired } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { aRegistrar, aService, type TestService } from '../testing/service.js';

const issue = `mutation ($input: IssueAwardInput!) { issueAward(input: $input) {
  award { id state awardedOn validUntil partnerReference version snapshot { achievementName issuerName basis } earner { id name identifiers { type value verified } } }
  userErrors { code field } position } }`;

interface Issued {
  readonly award: { readonly id: string; readonly earner: { readonly id: string } | null } | null;
  readonly userErrors: readonly { readonly code: string; readonly field: string[] | null }[];
  readonly position: string | null;
}

describe('issueAward', () => {
  let service: TestService;
  const tenant = newId();
  const registrar = aRegistrar(tenant);
  const ana = { type: 'EMAIL', value: 'Ana.Moreau@Example.org' };

  const issued = async (input: Record<string, unknown>, principal = registrar) => {
    const { data, errors } = await service.ask(principal, issue, { input });
    if (!data) throw new Error(JSON.stringify(errors));
    return data.issueAward as Issued;
  };

  beforeAll(async () => {
    service = await aService();
  });
  afterAll(() => service.close());

  it('makes the award and an unknown earner, and says where to read on', async () => {
    const version = await service.published(tenant, { validFor: 'P1Y' });
    expect(await issued({ identifier: ana, achievementVersionId: `acv_${version.achievementVersion}`, awardedOn: '2026-02-28' })).toMatchObject({
      award: {
        state: 'ACTIVE',
        awardedOn: '2026-02-28',
        validUntil: '2027-02-28',
        snapshot: { achievementName: 'Boat handling', issuerName: 'Riverside University', basis: 'PARTICIPATION' },
        earner: { name: null, identifiers: [{ type: 'EMAIL', value: 'ana.moreau@example.org', verified: false }] },
      },
      userErrors: [],
      position: expect.any(String),
    });
  });

  it('gives one award to 32 requests that bring the same idempotency key at once', async () => {
    const version = await service.published(tenant, { duplicatePolicy: 'MANY' });
    const input = { idempotencyKey: 'same-key', identifier: ana, achievementVersionId: `acv_${version.achievementVersion}` };
    const answers = await Promise.all(Array.from({ length: 32 }, () => issued(input)));
    expect(new Set(answers.map(({ award }) => award?.id)).size).toBe(1);
    expect(new Set(answers.map(({ position }) => position)).size).toBe(1);
    const rows = await service.database.work((tx) =>
      tx.query('SELECT id FROM award WHERE tenant_id = $1 AND achievement_id = $2', [tenant, version.achievement]),
    );
    expect(rows).toHaveLength(1);
    expect(await issued({ ...input, visibility: 'PUBLIC' })).toMatchObject({ award: null, userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED' }] });
    expect((await issued(input)).award?.id).toBe(answers[0]?.award?.id);
  });

  it('lets one of many win a race for a ONE_ACTIVE achievement, and names the winner to the others', async () => {
    const version = await service.published(tenant);
    const input = { identifier: { type: 'STUDENT_ID', value: 'S-77' }, achievementVersionId: `acv_${version.achievementVersion}` };
    const answers = await Promise.all(Array.from({ length: 20 }, () => issued(input)));
    const won = answers.filter(({ userErrors }) => userErrors.length === 0);
    expect(won).toHaveLength(1);
    for (const answer of answers.filter(({ userErrors }) => userErrors.length > 0)) {
      expect(answer).toMatchObject({ award: { id: won[0]?.award?.id }, userErrors: [{ code: 'ALREADY_AWARDED' }], position: null });
    }
  });

  it('awards again when the standing award has expired', async () => {
    const version = await service.published(tenant, { validFor: 'P1M' });
    const input = { identifier: { type: 'STUDENT_ID', value: 'S-78' }, achievementVersionId: `acv_${version.achievementVersion}` };
    expect((await issued({ ...input, awardedOn: '2026-01-01' })).userErrors).toEqual([]);
    expect((await issued({ ...input, awardedOn: '2026-03-01' })).userErrors).toEqual([]);
  });

  it('refuses a reference that is taken, shows its award, and makes no earner for it', async () => {
    const version = await service.published(tenant);
    const base = { achievementVersionId: `acv_${version.achievementVersion}`, partnerReference: 'REF-1' };
    const first = await issued({ ...base, identifier: { type: 'STUDENT_ID', value: 'S-79' } });
    expect(await issued({ ...base, identifier: { type: 'STUDENT_ID', value: 'S-80' } })).toMatchObject({
      award: { id: first.award?.id },
      userErrors: [{ code: 'ALREADY_EXISTS', field: ['input', 'partnerReference'] }],
    });
    const { data } = await service.ask(registrar, `{ earners(first: 1, filter: { identifier: { type: STUDENT_ID, value: "S-80" } }) { nodes { id } totalCount } }`);
    expect(data?.earners).toEqual({ nodes: [], totalCount: 0 });
  });

  it('refuses what the rules refuse, and awards nothing', async () => {
    const plain = await service.published(tenant);
    const assessed = await service.published(tenant, { assessed: true, claimBasis: 'KNOWLEDGE' });
    const retired = await service.published(tenant);
    const { achievement, achievementVersion } = retired;
    const data = { achievement, achievementVersion, at: '2026-02-01T00:00:00Z' };
    await service.hear({ contract: achievementVersionRetired, tenant, subject: achievement, version: 3, data });
    const cases: [Record<string, unknown>, string][] = [
      [{ identifier: ana, achievementVersionId: `acv_${newId()}` }, 'NOT_FOUND'],
      [{ identifier: ana, achievementVersionId: `acv_${retired.achievementVersion}` }, 'ACHIEVEMENT_VERSION_STATE_INVALID'],
      [{ identifier: ana, achievementVersionId: `acv_${assessed.achievementVersion}` }, 'ASSESSMENT_MISSING'],
      [{ identifier: ana, achievementVersionId: `acv_${plain.achievementVersion}`, results: [{ name: 'Grade', value: 'A' }] }, 'RESULT_NOT_ALLOWED'],
      [{ identifier: ana, achievementVersionId: `acv_${plain.achievementVersion}`, awardedOn: '2999-01-01' }, 'INVALID_VALUE'],
      [{ achievementVersionId: `acv_${plain.achievementVersion}` }, 'FIELD_MISSING'],
      [{ earnerId: `ern_${newId()}`, achievementVersionId: `acv_${plain.achievementVersion}` }, 'NOT_FOUND'],
    ];
    for (const [input, code] of cases) expect(await issued(input)).toMatchObject({ award: null, userErrors: [{ code }], position: null });
    const input = { identifier: ana, achievementVersionId: `acv_${plain.achievementVersion}` };
    expect(await issued(input, aRegistrar(tenant, []))).toMatchObject({ userErrors: [{ code: 'GRANT_MISSING' }] });
    expect(await issued(input, aRegistrar(newId()))).toMatchObject({ userErrors: [{ code: 'NOT_FOUND' }] });
  });

  it('needs the same few statements for 40 awards at once as for one', async () => {
    const version = await service.published(tenant);
    const input = (number: number) => ({ identifier: { type: 'STUDENT_ID', value: `N-${number}` }, achievementVersionId: `acv_${version.achievementVersion}` });
    await issued(input(0));
    service.statements();
    await Promise.all(Array.from({ length: 40 }, (_, index) => issued(input(index + 1))));
    const writes = service.statements().filter((text) => text.includes('INSERT INTO award '));
    expect(writes.length).toBeLessThanOrEqual(3);
  });

  it('keeps names and identifiers out of tables and events in clear', async () => {
    const create = `mutation ($input: CreateEarnerInput!) { createEarner(input: $input) { earner { id name } userErrors { code } } }`;
    const made = await service.ask(registrar, create, { input: { name: 'Zephyrine Quillfeather', identifiers: [{ type: 'EMAIL', value: 'zephyrine@quillfeather.example' }] } });
    expect(made.data?.createEarner).toMatchObject({ earner: { name: 'Zephyrine Quillfeather' }, userErrors: [] });
    const dump = await service.database.work(async (tx) => {
      const tables = ['earner', 'earner_key', 'earner_identifier', 'award', 'award_event', 'outbox', 'idempotency', 'change_log'];
      let text = '';
      for (const table of tables) {
        const [row] = await tx.compose<{ text: string }>(`SELECT coalesce(string_agg(t::text, ' '), '') AS text FROM ${table} t`);
        text += row?.text ?? '';
      }
      return text;
    });
    const everything = dump + service.bus.published.map(({ value }) => value).join(' ');
    for (const canary of ['Zephyrine', 'quillfeather']) {
      expect(everything.toLowerCase()).not.toContain(canary.toLowerCase());
      expect(everything).not.toContain(Buffer.from(canary).toString('hex'));
    }
  });
});
