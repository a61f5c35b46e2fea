import { deflateSync } from 'node:zlib';
import { aRegistry, aTenant, ForeignHost, pngChunk, type TestTenant } from '@cairn/testkit';
import { eventually } from './arrange.js';
import { aClaimant, aDesk, type Claimant } from './s08-people.js';

const fields = `id state trust format mediaType issuerId issuerName original checks { verdict trust steps { step outcome code } }`;
const importOne = `mutation ($input: ImportCredentialInput!) { importCredential(input: $input) { change foreignCredential { ${fields} } userErrors { code field message } } }`;

interface Shown {
  readonly id: string;
  readonly state: string;
  readonly trust: string | null;
  readonly original: string;
  readonly checks: { verdict: string; steps: { step: string; outcome: string; code: string | null }[] }[];
}
interface Payload {
  readonly change: string | null;
  readonly foreignCredential: Shown | null;
}

const past = { validFrom: '2020-01-01T00:00:00Z', validUntil: '2021-01-01T00:00:00Z' };
const outcome = ({ checks: [last] }: Shown, step: string) => last?.steps.find((one) => one.step === step)?.outcome;
/** One letter of what was signed, changed. */
const tampered = (text: string) => text.replace('Reads tides.', 'Heeds tides.');

describe('a backpack (S8)', () => {
  let heron: ForeignHost;
  let tenant: TestTenant;
  let mira: Claimant;

  beforeAll(async () => {
    heron = await ForeignHost.open(aRegistry().elsewhere);
    tenant = await aTenant('Harbour College');
    mira = await aClaimant(tenant, await aDesk(tenant), 'Mira Solano');
  }, 120_000);
  afterAll(() => heron.close());

  const recipient = () => mira.person.email;
  /** A registry that is busy is asked again, as any client does; to bring the same bytes twice changes nothing. */
  const bring = async (input: object, by = mira) => {
    const { data } = await eventually(() => by.graph.graph<{ importCredential: Payload & { userErrors: { code: string; field: string[] }[] } }>(importOne, { input }), ({ errors }) => !errors);
    if (!data) throw new Error('no data');
    return data.importCredential;
  };
  const look = async (id: string) => (await mira.graph.read<{ foreignCredential: Shown }>(`query ($id: ID!) { foreignCredential(id: $id) { ${fields} } }`, { id })).foreignCredential;
  /** As it was found to be; what takes long is checked a moment later. */
  const brought = async (input: object): Promise<Shown> => {
    const { foreignCredential, userErrors } = await bring(input);
    if (!foreignCredential) throw new Error(JSON.stringify(userErrors));
    return foreignCredential.state === 'RECEIVED' ? eventually(() => look(foreignCredential.id), ({ state }) => state !== 'RECEIVED', 30_000) : foreignCredential;
  };
  const codes = async (input: object, by = mira) => (await bring(input, by)).userErrors.map(({ code }) => code);
  const base64 = (bytes: Buffer) => bytes.toString('base64');

  /** Each of the five objects, as it is brought: whole, tampered with, expired, and with its host gone. */
  const objects: readonly [string, (how: object, change?: (text: string) => string) => Promise<object>][] = [
    ['a baked PNG', async (how, change = String) => ({ file: base64(heron.png(change(JSON.stringify(await heron.badge({ recipient: recipient(), ...how }))))) })],
    ['a baked SVG', async (how, change = String) => ({ file: base64(heron.svg(change(JSON.stringify(await heron.badge({ recipient: recipient(), ...how }))))) })],
    ['an address of Open Badges 2.0', async (how, change = String) => {
      const url = heron.hosted({ recipient: recipient(), ...how });
      // Whoever tampers has the text, not the host.
      return change === String ? { url } : { document: heron.textAt(url).replace('2026-02-01', '2026-02-02') };
    }],
    ['Open Badges 3.0 as JSON-LD', async (how, change = String) => ({ document: change(JSON.stringify(await heron.badge({ recipient: recipient(), ...how }))) })],
    ['Open Badges 3.0 as a JWT', async (how, change = String) => {
      const [header, payload = '', signature] = (await heron.token({ recipient: recipient(), ...how })).split('.');
      return { compact: [header, Buffer.from(change(Buffer.from(payload, 'base64url').toString())).toString('base64url'), signature].join('.') };
    }],
  ];

  it.each(objects)('takes in %s, VALID and foreign, of an issuer that no list names', async (_what, make) => {
    const shown = await brought(await make({}));
    expect(shown.checks[0]).toMatchObject({ verdict: 'VALID' });
    expect(shown).toMatchObject({ state: 'VALID', trust: 'NOT_LISTED', issuerId: expect.stringContaining(`localhost`) });
  });

  it.each(objects)('finds %s INVALID when it was tampered with', async (_what, make) => {
    const shown = await brought(await make({}, tampered));
    expect([shown.state, outcome(shown, 'proof')]).toEqual(['INVALID', 'INVALID']);
  });

  it.each(objects)('finds %s INVALID when it has expired', async (_what, make) => {
    const shown = await brought(await make(past));
    expect([shown.state, outcome(shown, 'validity')]).toEqual(['INVALID', 'INVALID']);
  });

  it('cannot decide where a host does not answer, and never says INVALID', async () => {
    const url = heron.hosted({ recipient: recipient() });
    const document = heron.textAt(url);
    heron.take(new URL(url).pathname);
    const hosted = await brought({ document });
    expect([hosted.state, outcome(hosted, 'proof')]).toEqual(['UNKNOWN', 'UNKNOWN']);
    const statusList = `${heron.origin}/status/gone`;
    for (const input of [{ document: JSON.stringify(await heron.badge({ recipient: recipient(), statusList })) }, { compact: await heron.token({ recipient: recipient(), statusList }) }]) {
      const shown = await brought(input);
      expect([shown.state, outcome(shown, 'proof'), outcome(shown, 'revocation')]).toEqual(['UNKNOWN', 'VALID', 'UNKNOWN']);
    }
  });

  it('refuses somebody else’s badge, private addresses, two payloads in one image, and what inflates too far', async () => {
    expect(await codes({ document: JSON.stringify(await heron.badge({ recipient: 'jonas@people.example' })) })).toEqual(['SUBJECT_MISMATCH']);
    expect(await codes({ url: heron.hosted({ recipient: 'jonas@people.example' }) })).toEqual(['SUBJECT_MISMATCH']);
    for (const url of ['https://169.254.169.254/latest', 'https://10.1.2.3/badge', `https://127.0.0.1:${heron.port}/x`, 'http://localhost/x']) expect(await codes({ url })).toEqual(['ADDRESS_NOT_ALLOWED']);
    expect(await codes({ url: `${heron.origin}/nothing-here` })).toEqual(['ADDRESS_NOT_ANSWERING']);
    const image = heron.png(JSON.stringify(await heron.badge({ recipient: recipient() })));
    const iTXt = (flag: number, content: Buffer) => pngChunk('iTXt', Buffer.concat([Buffer.from(`openbadgecredential\0${String.fromCharCode(flag)}\0\0\0`, 'latin1'), content]));
    const after = (chunk: Buffer, rest: Buffer) => base64(Buffer.concat([image.subarray(0, 33), chunk, rest]));
    const twice = await bring({ file: after(iTXt(0, Buffer.from('{"another":"payload"}')), image.subarray(33)) });
    expect(twice.userErrors).toMatchObject([{ code: 'DOCUMENT_INVALID', field: ['input', 'file'] }]);
    expect(await codes({ file: after(iTXt(1, deflateSync(Buffer.alloc(300_000, 32))), image.subarray(image.indexOf('IDAT') - 4)) })).toEqual(['DOCUMENT_TOO_LARGE']);
  });

  it('is filled and emptied by its person alone, or by the tenant for him', async () => {
    const document = JSON.stringify(await heron.badge({ recipient: 'mira.solano@old.example' }));
    const byTenant = await tenant.mutate<Payload>(importOne, { input: { earnerId: mira.earnerId, document, recipient: 'mira.solano@old.example' } });
    expect((await eventually(() => look(byTenant.foreignCredential?.id ?? ''), ({ state }) => state !== 'RECEIVED')).state).toBe('VALID');
    const nobody = tenant.as(null);
    expect((await nobody.graph(importOne, { input: { document } })).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    const seen = (key: string | null) => tenant.as(key).graph<{ foreignCredential: Shown | null }>('query ($id: ID!) { foreignCredential(id: $id) { id } }', { id: byTenant.foreignCredential?.id });
    expect((await seen(null)).data).toEqual({ foreignCredential: null });
    expect((await seen((await aTenant('Elsewhere')).key)).data).toEqual({ foreignCredential: null });
    expect((await seen(mira.graph.key)).data?.foreignCredential).not.toBeNull();
    const remove = `mutation ($input: RemoveForeignCredentialInput!) { removeForeignCredential(input: $input) { removedId userErrors { code field message } } }`;
    await mira.graph.mutate(remove, { input: { id: byTenant.foreignCredential?.id } });
    expect((await seen(mira.graph.key)).data).toEqual({ foreignCredential: null });
  });

  it('goes out as one file and into an empty one elsewhere, each step as before', async () => {
    interface File {
      readonly credentials: { origin: string; bytes: string; checked: { verdict: string } | null }[];
    }
    const { exportBackpack: file } = await mira.graph.read<{ exportBackpack: File }>('query ($id: ID!) { exportBackpack(earnerId: $id) }', { id: mira.earnerId });
    const foreign = file.credentials.filter(({ origin }) => origin === 'FOREIGN');
    expect(file.credentials.length - foreign.length).toBe(1);
    expect(new Set(foreign.map(({ checked }) => checked?.verdict))).toEqual(new Set(['VALID', 'INVALID', 'UNKNOWN']));
    const elsewhere = await aTenant('Brackwater College');
    const tellAll = `mutation ($input: ImportBackpackInput!) { importBackpack(input: $input) { results { change sameSteps foreignCredential { id state original } userErrors { code } } userErrors { code field message } } }`;
    const earnerId = (await aClaimant(elsewhere, await aDesk(elsewhere), 'Mira Solano')).earnerId;
    const states: string[] = [];
    // A request has at most 100 KB: a large file goes in parts.
    for (const credential of foreign) {
      const { results } = await eventually(
        () => elsewhere.mutate<{ results: { change: string; sameSteps: boolean | null; foreignCredential: Shown | null }[] }>(tellAll, { input: { earnerId, recipient: recipient(), file: { ...file, credentials: [credential] } } }),
        ({ results: [only] }) => only?.sameSteps !== null,
      );
      expect(results).toMatchObject([{ sameSteps: true, foreignCredential: { original: credential.bytes } }]);
      states.push(results[0]?.foreignCredential?.state ?? '');
    }
    expect(states).toEqual(foreign.map(({ checked }) => checked?.verdict));
  }, 60_000);
});
