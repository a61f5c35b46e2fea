import { httpFault, RegistryFault } from './faults.js';
import type { RegistryClient } from './registry-client.js';
import { retrying } from './retrying.js';

export type Progress = (done: number, total: number) => void;

const tus = { 'tus-resumable': '1.0.0' };
const partBytes = 4 * 1024 * 1024;
const patience = { forMs: 120_000 };

/**
 * Uploads by tus 1.0 in parts; after a fault it asks how far the registry got and goes on from there.
 *
 * @returns id of the upload
 */
export async function upload(client: RegistryClient, service: 'earners' | 'pathways', bytes: Uint8Array, progress: Progress = () => undefined): Promise<string> {
  const begin = () => client.fetch(`/uploads/${service}`, { method: 'POST', headers: { ...tus, 'upload-length': String(bytes.length) } });
  const location = (await retrying(begin, mayPass, patience)).headers.get('location');
  if (!location) throw new RegistryFault('The registry did not say where to upload.', 'INTERNAL', false);
  const address = new URL(location, `${client.url}/uploads/${service}`);
  for (let offset = 0; offset < bytes.length; progress(offset, bytes.length)) {
    const from = offset;
    offset = await retrying(() => sendPart(client, address.pathname, bytes, from), mayPass, patience);
  }
  return address.pathname.split('/').at(-1) ?? '';
}

async function sendPart(client: RegistryClient, path: string, bytes: Uint8Array, from: number): Promise<number> {
  try {
    const response = await client.fetch(path, {
      method: 'PATCH',
      headers: { ...tus, 'upload-offset': String(from), 'content-type': 'application/offset+octet-stream' },
      body: bytes.subarray(from, from + partBytes) as unknown as BodyInit,
      accept: [409],
    });
    if (response.status !== 409) return offsetIn(response);
    await response.arrayBuffer();
  } catch (fault) {
    if (!mayPass(fault)) throw fault;
    const reached = await offsetNow(client, path);
    if (reached > from) return reached;
    throw fault;
  }
  return offsetNow(client, path);
}

/** How far the registry got (tus 1.0, HEAD). */
async function offsetNow(client: RegistryClient, path: string): Promise<number> {
  return offsetIn(await client.fetch(path, { method: 'HEAD', headers: tus }));
}

async function offsetIn(response: Response): Promise<number> {
  const offset = Number(response.headers.get('upload-offset') ?? Number.NaN);
  if (!Number.isInteger(offset)) throw await httpFault(response);
  await response.arrayBuffer();
  return offset;
}

const mayPass = (fault: unknown): boolean => fault instanceof RegistryFault && (fault.retryable || fault.code === 'HTTP_423');
