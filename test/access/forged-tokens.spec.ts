import { ask, clientRecord, fakeSubgraph, gatewayOver, publicUrl } from '../../gateway/src/gateway.fixture.js';
import { aTokenAuthority, goodToken } from './token-authority.js';
import { tokenClasses, tokensOfEachClass } from './token-classes.js';

const authority = aTokenAuthority(publicUrl);
const classes = tokenClasses(authority);

describe('an access token', () => {
  let gateway: Awaited<ReturnType<typeof gatewayOver>>;
  beforeAll(async () => {
    const record = () => clientRecord;
    const issuers = fakeSubgraph('issuers', {
      Query: {
        accessTokenKeys: () => authority.keys,
        principalBySubject: record,
        signInHolds: () => true,
        frontEndOrigins: () => ['https://desk.example'],
        principalByClient: record,
        principalByKey: () => null,
        viewer: () => ({ rights: [], operator: false }),
      },
    });
    gateway = await gatewayOver([issuers]);
  });
  afterAll(() => gateway.stop());

  const statusOf = async (token: string): Promise<number> =>
    (await ask(gateway.url, '{ viewer { operator } }', undefined, { authorization: `Bearer ${token}` })).status;

  it('is taken when everything about it is right', async () => {
    expect(await statusOf(goodToken(authority))).toBe(200);
    expect(await statusOf(goodToken(authority, { exp: Number(authority.claims().iat) - 50, iat: Number(authority.claims().iat) - 600 }))).toBe(200);
  });

  it('is forged in forty ways', () => {
    expect(classes).toHaveLength(40);
  });

  it.each(classes)('is refused: $name', async ({ make }) => {
    for (let n = 0; n < tokensOfEachClass; n += 1) expect(`${n}: ${await statusOf(make(n))}`).toBe(`${n}: 401`);
  });

  it('is still taken after all of them', async () => {
    expect(await statusOf(goodToken(authority))).toBe(200);
  });
});
