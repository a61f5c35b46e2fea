import { httpFault } from './answers.js';
import { mayPass, RegistryFault } from './faults.js';
import type { RegistryClient } from './registry-client.js';
import { retrying } from './retrying.js';

/** Told after each part: done of all. */
export type Progress = (done: number, total: number) => void;

/** Who imports what is uploaded. */
export type UploadService = 'achievements' | 'earners' | 'pathways' | 'verification';

const tus = { 'tus-resumable': '1.0.0' };
const partBytes = 4 * 1024 * 1024;
const patience = { forMs: 120_000 };

/**
 * Uploads by tus 1.0 in parts; after a fault it asks how far the registry got and goes on from there. A Blob, such as a
 * File of a page or `fs.openAsBlob` of Node, is never in memory as a whole.
 *
 * @returns id of the upload
 */
export async function upload(client: RegistryClient, service: UploadService, content: Uint8Array | Blob, progress: Progress = () => undefined): Promise<string> {
  const blob = content instanceof Blob ? content : new Blob([content as Uint8Array<ArrayBuffer>]);
  const begin = () => client.fetch(`/uploads/${service}`, { method: 'POST', headers: { ...tus, 'upload-length': String(blob.size) } });
  const location = (await retrying(begin, passes, patience)).headers.get('location');
  if (!location) throw new RegistryFault('The registry did not say where to upload.', 'INTERNAL', false);
  const { pathname } = new URL(location, `${client.url}/uploads/${service}`);
  for (let offset = 0; offset < blob.size; progress(offset, blob.size)) {
    const from = offset;
    offset = await retrying(() => sendPart(client, pathname, blob, from), passes, patience);
  }
  return pathname.split('/').at(-1) ?? '';
}

async function sendPart(client: RegistryClient, path: string, blob: Blob, from: number): Promise<number> {
  try {
    const response = await client.fetch(path, {
      method: 'PATCH',
      headers: { ...tus, 'upload-offset': String(from), 'content-type': 'application/offset+octet-stream' },
      body: await blob.slice(from, from + partBytes).arrayBuffer(),
      accept: [409],
    });
    if (response.status !== 409) return await offsetIn(response);
    await drained(response);
  } catch (fault) {
    if (!passes(fault)) throw fault;
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
  await drained(response);
  return offset;
}

/** Nothing in it is of interest, and it may break off. */
const drained = (response: Response): Promise<unknown> => response.arrayBuffer().catch(() => undefined);

const passes = (fault: unknown): boolean => mayPass(fault) || (fault instanceof RegistryFault && fault.code === 'HTTP_423');
