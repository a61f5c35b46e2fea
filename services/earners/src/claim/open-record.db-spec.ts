import { type Principal, principalOf } from '@cairn/access';
import { issuerChanged, issuerCreated } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { publicId } from '@cairn/subgraph';
import { anIssuerProfile } from '@cairn/testkit';
import { aRegistrar, aService, type TestService } from '../testing/service.js';

interface Opened {
  readonly earner: { readonly id: string; readonly state: string; readonly name: string | null } | null;
  readonly position: string | null;
  readonly userErrors: readonly { readonly code: string; readonly field: string[] | null }[];
}

describe('opening a record of one’s own', () => {
  let service: TestService;
  const tenant = newId();
  const issuer = newId();
  beforeAll(async () => {
    service = await aService();
    await service.hear({ contract: issuerCreated, tenant, subject: issuer, version: 1, data: anIssuerProfile({ issuer }) });
  });
  afterAll(() => service.close());

  const aPerson = (hasProven = true): Principal => {
    const account = newId();
    return principalOf({ kind: 'PERSON', actor: account, account, tenant: null, hasProven });
  };
  const open = async (by: Principal, more: object = {}): Promise<Opened> => {
    const { data, errors } = await service.ask<{ openOwnRecord: Opened }>(
      by,
      'mutation ($input: OpenOwnRecordInput!) { openOwnRecord(input: $input) { earner { id state name } position userErrors { code field } } }',
      { input: { issuerId: publicId('Issuer', issuer), ...more } },
    );
    if (!data) throw new Error(JSON.stringify(errors));
    return data.openOwnRecord;
  };
  const codes = ({ userErrors }: Opened) => userErrors.map(({ code, field }) => [code, field?.at(-1)]);

  it('makes one that is claimed, under the name that was chosen, and no second one', async () => {
    const person = aPerson();
    const first = await open(person, { name: ' Noor ' });
    expect(first).toMatchObject({ earner: { state: 'CLAIMED', name: 'Noor' }, position: expect.any(String), userErrors: [] });
    expect(await open(person, { name: 'Somebody else' })).toEqual({ ...first, position: null });
    const { data } = await service.ask<{ earner: { id: string; name: string } }>(aRegistrar(tenant), 'query ($id: ID!) { earner(id: $id) { id name } }', { id: first.earner?.id });
    expect(data?.earner).toEqual({ id: first.earner?.id, name: 'Noor' });
    const rows = await service.database.work((tx) => tx.query<{ text: string }>(`SELECT earner::text AS text FROM earner WHERE id = $1`, [first.earner?.id.slice(4)]));
    expect(rows[0]?.text).not.toContain(Buffer.from('Noor').toString('hex'));
  });

  it('makes one of two requests at the same time', async () => {
    const person = aPerson();
    const opened = await Promise.all([open(person), open(person), open(person)]);
    expect(new Set(opened.map(({ earner }) => earner?.id)).size).toBe(1);
  });

  it('is refused without a proven address, to keys, with a name that is none, and at issuers that are not there', async () => {
    expect(codes(await open(aPerson(false)))).toEqual([['IDENTIFIER_UNPROVEN', undefined]]);
    expect(codes(await open(aRegistrar(tenant)))).toEqual([['GRANT_MISSING', undefined]]);
    expect(codes(await open(aPerson(), { name: ' ' }))).toEqual([['INVALID_VALUE', 'name']]);
    expect(codes(await open(aPerson(), { issuerId: publicId('Issuer', newId()) }))).toEqual([['NOT_FOUND', 'issuerId']]);
    await service.hear({ contract: issuerChanged, tenant, subject: issuer, version: 2, data: anIssuerProfile({ issuer, state: 'RETIRED' }) });
    expect(codes(await open(aPerson()))).toEqual([['NOT_FOUND', 'issuerId']]);
  });
});
