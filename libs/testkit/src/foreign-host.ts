import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { crc32, deflateSync } from 'node:zlib';
import type { CredentialDetails, IssuerKey, JsonObject } from '@cairn/credentials';
import { aForeignPlace, type ForeignPlace } from './foreign-place.js';
import { listenInTurn } from './in-turn.js';

/** What a badge of elsewhere says that tests care for. */
export interface ForeignBadge {
  /** E-mail address of whom it is about. */
  readonly recipient: string;
  readonly name?: string;
  readonly validFrom?: string;
  readonly validUntil?: string;
  /** Last part of its address; a new one when left out. */
  readonly path?: string;
  /** Address of a status list that it names. */
  readonly statusList?: string;
}

type Library = typeof import('@cairn/credentials');

interface Page {
  readonly type: string;
  readonly body: string | Buffer;
}

const hashed = (recipient: string, salt: string): string => `sha256$${createHash('sha256').update(recipient + salt).digest('hex')}`;

/** Old Heron Badges: an invented host of badges outside every registry, on https at this machine, with a did:web of its own. */
export class ForeignHost {
  private readonly pages = new Map<string, Page>();
  private readonly key = this.library.newSigningKey();
  private readonly tokenKey = this.library.newSigningKey('ES256');
  private made = 0;

  private constructor(
    private readonly library: Library,
    private readonly server: Server,
    readonly port: number,
    private readonly certificate: string,
  ) {
    this.put('/.well-known/did.json', { type: 'application/did+json', body: JSON.stringify(this.library.didDocumentOf(this.did, this.keys())) });
  }

  /** At a place that a registry was told of, in its turn, or at any. Reads the library of credentials only now: most tests have no use for it. */
  static async open(place?: ForeignPlace): Promise<ForeignHost> {
    const { port, key, cert } = place ?? (await aForeignPlace(0));
    const late: { host?: ForeignHost } = {};
    const server = createServer({ key, cert }, (request, response) => {
      const page = late.host?.pages.get(request.url ?? '');
      if (page) response.writeHead(200, { 'content-type': page.type }).end(page.body);
      else response.writeHead(404).end();
    });
    await listenInTurn(server, port);
    late.host = new ForeignHost(await import('@cairn/credentials'), server, (server.address() as AddressInfo).port, cert);
    return late.host;
  }

  get origin(): string {
    return `https://localhost:${this.port}`;
  }

  get did(): string {
    return `did:web:localhost%3A${this.port}`;
  }

  /** What a fetcher has to be told to call it. */
  get allowed() {
    return { host: 'localhost', port: this.port, address: '127.0.0.1', ca: this.certificate };
  }

  /** Puts something at a path; answers its address. */
  put(path: string, page: Page): string {
    this.pages.set(path, page);
    return this.origin + path;
  }

  take(path: string): void {
    this.pages.delete(path);
  }

  /** Open Badges 3.0 as JSON-LD, with an eddsa-rdfc-2022 proof. */
  async badge(badge: ForeignBadge): Promise<JsonObject> {
    const [key] = this.keys();
    const unsigned = this.unsigned(badge);
    return this.library.signDocument(unsigned, { privateKey: this.key.privateKey, verificationMethod: key?.id ?? '' }, new Date(String(unsigned['validFrom'])));
  }

  /** Open Badges 3.0 as a compact JWS (ES256). */
  token(badge: ForeignBadge): Promise<string> {
    return this.library.signJwt(this.unsigned(badge), this.library.signerOf(this.tokenKey, this.library.verificationMethodOf(this.did, this.tokenKey)));
  }

  /** An Open Badges 2.0 assertion, hosted with its badge and profile; answers its address. */
  hosted({ recipient, name = 'Reads tides', validFrom = '2026-02-01T09:00:00Z', validUntil, path = this.newPath() }: ForeignBadge): string {
    const profile = this.put('/profile.json', json({ '@context': badges2, type: 'Issuer', id: `${this.origin}/profile.json`, name: 'Old Heron Badges', url: this.origin, email: 'badges@heron.example' }));
    const badge = this.put('/tides.json', json({ '@context': badges2, type: 'BadgeClass', id: `${this.origin}/tides.json`, name, description: 'Reads tides.', image: `${this.origin}/tides.png`, criteria: { narrative: 'Reads a table of tides.' }, issuer: profile }));
    const id = `${this.origin}/assertions/${path}`;
    return this.put(`/assertions/${path}`, json({
      '@context': badges2, type: 'Assertion', id, badge, issuedOn: validFrom, ...(validUntil === undefined ? {} : { expires: validUntil }),
      recipient: { type: 'email', hashed: true, salt: 'heron', identity: hashed(recipient, 'heron') }, verification: { type: 'HostedBadge' },
    }));
  }

  /** A PNG image of one point with a credential in it. */
  png(text: string): Buffer {
    const baked = this.library.bakePng(onePoint, text);
    if (!baked.ok) throw new Error(baked.message);
    return Buffer.from(baked.image);
  }

  /** An SVG image with a credential in it. */
  svg(text: string): Buffer {
    const baked = this.library.bakeSvg('<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8"/></svg>', text);
    if (!baked.ok) throw new Error(baked.message);
    return Buffer.from(baked.image);
  }

  /** The body of a page as text. */
  textAt(url: string): string {
    return this.pages.get(new URL(url).pathname)?.body.toString() ?? '';
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve).closeAllConnections());
  }

  private unsigned({ recipient, name = 'Reads tides', validFrom = '2026-02-01T09:00:00Z', validUntil, path = this.newPath(), statusList }: ForeignBadge): JsonObject {
    const details: CredentialDetails = {
      credentialId: `${this.origin}/badges/${path}`,
      issuer: { did: this.did, name: 'Old Heron Badges', url: this.origin },
      achievement: {
        id: `${this.origin}/achievements/tides`,
        name,
        description: 'Reads tides.',
        criteriaNarrative: 'Reads a table of tides.',
        achievementType: 'Badge',
        version: '1',
        tags: [],
        alignments: [],
        inLanguage: 'en',
      },
      subjectId: `${this.origin}/people/${path}`,
      validFrom: new Date(validFrom),
      ...(validUntil === undefined ? {} : { validUntil: new Date(validUntil) }),
      awardedDate: new Date(validFrom),
      ...(statusList === undefined ? {} : { status: { listUrl: statusList, index: 7, purpose: 'revocation' } }),
    };
    const unsigned = this.library.buildAchievementCredential(details);
    const identifier = [{ type: 'IdentityObject', hashed: true, identityType: 'emailAddress', salt: 'heron', identityHash: hashed(recipient, 'heron') }];
    return { ...unsigned, credentialSubject: { ...(unsigned['credentialSubject'] as JsonObject), identifier } };
  }

  private newPath(): string {
    this.made += 1;
    return `${process.pid}-${this.made}`;
  }

  private keys(): IssuerKey[] {
    const since = new Date('2020-01-01T00:00:00Z');
    const history = [{ state: 'ACTIVE' as const, at: since, recordedAt: since }];
    return [this.key, this.tokenKey].map(({ publicKeyMultibase, publicKeyJwk }) => ({
      id: this.library.verificationMethodOf(this.did, { publicKeyMultibase, publicKeyJwk } as typeof this.key),
      controller: this.did,
      ...(publicKeyJwk ? { publicKeyJwk } : { publicKeyMultibase }),
      history,
    }));
  }
}

const badges2 = 'https://w3id.org/openbadges/v2';
const json = (value: object): Page => ({ type: 'application/ld+json', body: JSON.stringify(value) });

/** Of a PNG: four letters, and what is in it. */
export function pngChunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

const onePoint = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  pngChunk('IHDR', Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])),
  pngChunk('IDAT', deflateSync(Buffer.from([0, 128]))),
  pngChunk('IEND', Buffer.alloc(0)),
]);
