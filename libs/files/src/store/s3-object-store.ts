import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { AwsClient } from 'aws4fetch';
import { type ObjectAddress, type ObjectStore, ObjectStoreUnavailable, pathOf } from './object-store.js';

/** A bucket of a store that speaks the S3 protocol. */
export interface S3Bucket {
  /** Address of the bucket, path style: `https://s3.example.org/cairn`. */
  readonly url: string;
  readonly region: string;
  readonly keyId: string;
  readonly secret: string;
}

const waitMs = 30_000;
const retries = 2;

/** Objects in a bucket. Requests are signed with the hash of their body (AWS Signature Version 4). */
export class S3ObjectStore implements ObjectStore {
  private client: Promise<AwsClient> | undefined;

  constructor(private readonly bucket: S3Bucket) {}

  async put(address: ObjectAddress, bytes: Buffer): Promise<void> {
    const headers = { 'content-type': 'application/octet-stream', 'x-amz-content-sha256': address.digest };
    const response = await this.ask('PUT', address, { headers, body: new Uint8Array(bytes) });
    await done(response);
    if (!response.ok) throw unavailable('PUT', response.status);
  }

  async get(address: ObjectAddress): Promise<Readable | undefined> {
    const response = await this.ask('GET', address);
    if (response.ok && response.body) return Readable.fromWeb(response.body as ReadableStream);
    await done(response);
    if (response.status === 404) return undefined;
    throw unavailable('GET', response.status);
  }

  async has(address: ObjectAddress): Promise<boolean> {
    const response = await this.ask('HEAD', address);
    if (!response.ok && response.status !== 404) throw unavailable('HEAD', response.status);
    return response.ok;
  }

  async delete(address: ObjectAddress): Promise<void> {
    const response = await this.ask('DELETE', address);
    await done(response);
    if (!response.ok && response.status !== 404) throw unavailable('DELETE', response.status);
  }

  private async ask(method: string, address: ObjectAddress, init: RequestInit = {}): Promise<Response> {
    const url = `${this.bucket.url}/${pathOf(address)}`;
    this.client ??= open(this.bucket);
    const client = await this.client;
    try {
      return await client.fetch(url, { ...init, method, signal: AbortSignal.timeout(waitMs) });
    } catch (error) {
      throw new ObjectStoreUnavailable(`the object store did not answer ${method}`, { cause: error });
    }
  }
}

/** Loaded when first needed: most registries keep their files in a folder. */
async function open({ region, keyId, secret }: S3Bucket): Promise<AwsClient> {
  const aws = await import('aws4fetch');
  return new aws.AwsClient({ accessKeyId: keyId, secretAccessKey: secret, region, service: 's3', retries });
}

const done = (response: Response): Promise<void> | undefined => response.body?.cancel();

/** What the store said is left out: it may name the bucket and its keys. */
const unavailable = (method: string, status: number) => new ObjectStoreUnavailable(`the object store answered ${method} with ${status}`);
