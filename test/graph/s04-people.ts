import type { GraphClient, TestRight, TestTenant } from '@cairn/testkit';

const refusals = 'userErrors { code field message }';
const mutation = (name: string, fields: string) => `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${fields} ${refusals} } }`;

export const did = <Payload extends object>(by: GraphClient, name: string, input: object, fields = '') => by.mutate<Payload>(mutation(name, fields), { input });

export const codes = async (by: GraphClient, name: string, input: object): Promise<string[]> =>
  (await by.mutate<object>(mutation(name, ''), { input }, { refusals: 'expected' })).userErrors.map(({ code }) => code);

/** Somebody of the tenant's staff, with a key of his own, who keeps everything that he was sent. */
export interface Staff extends GraphClient {
  readonly clientId: string;
  readonly received: string[];
}

/** A client with these rights. Everything that it is answered is kept, to be looked through. */
export async function aStaff(tenant: TestTenant, name: string, rights: readonly TestRight[]): Promise<Staff> {
  const { clientId, key } = await did<{ clientId: string; key: string }>(tenant, 'createApiClient', { name, rights }, 'clientId key');
  const client = tenant.as(key);
  const received: string[] = [];
  const graph: GraphClient['graph'] = async (query, variables, options) => {
    const answer = await Object.getPrototypeOf(client).graph.call(client, query, variables, options);
    received.push(JSON.stringify([answer, [...(answer as { headers: Headers }).headers]]));
    return answer as never;
  };
  return Object.assign(client, { clientId, received, graph });
}

/** Uploads a file; answers the id by which it is added to a draft. */
export async function upload(by: GraphClient, bytes: Buffer): Promise<string> {
  const response = await fetch(`${by.url}/files/earners`, {
    method: 'POST',
    headers: { authorization: `Bearer ${by.key}`, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(bytes),
  });
  if (response.status !== 201) throw new Error(`not uploaded: ${response.status} ${await response.text()}`);
  return response.headers.get('location')?.split('/').at(-1) ?? '';
}

/** A file by its address on the registry: its bytes, and what was said of it. */
export async function download(by: GraphClient, address: string): Promise<{ bytes: Buffer; headers: string }> {
  const response = await fetch(new URL(address, by.url), { headers: { authorization: `Bearer ${by.key}` } });
  if (response.status !== 200) throw new Error(`not served: ${response.status}`);
  return { bytes: Buffer.from(await response.arrayBuffer()), headers: JSON.stringify([...response.headers]) };
}
