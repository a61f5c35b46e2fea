import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import {
  buildAchievementCredential,
  buildStatusListCredential,
  didDocumentOf,
  emptyBitstring,
  type JsonObject,
  keyIdOf,
  newSigningKey,
  setBit,
  signDocument,
  signerOf,
  signJwt,
  verificationMethodOf,
} from '@cairn/credentials';
import type { FetchingSettings } from '@cairn/fetching';
import { aCertificate } from '@cairn/testkit';

type CredentialDetails = Parameters<typeof buildAchievementCredential>[0];

const host = 'issuer.example';

/** An invented issuer elsewhere: a host of its own behind TLS that publishes a DID document, status lists and badges. */
export class ForeignIssuer {
  readonly key = newSigningKey();
  readonly tokenKey = newSigningKey('ES256');
  /** What was asked, in order. */
  readonly asked: string[] = [];
  readonly pages = new Map<string, { type: string; body: string }>();
  revoked = false;
  silent = false;

  private constructor(
    private readonly server: Server,
    private readonly ca: string,
    readonly port: number,
  ) {}

  static async open(): Promise<ForeignIssuer> {
    const certificate = await aCertificate(host);
    const server = createServer(certificate);
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const issuer = new ForeignIssuer(server, certificate.cert, (server.address() as AddressInfo).port);
    server.on('request', (request, response) => {
      const path = request.url ?? '';
      issuer.asked.push(path);
      if (issuer.silent) return void response.destroy();
      void issuer.page(path).then((page) => (page ? response.writeHead(200, { 'content-type': page.type }).end(page.body) : response.writeHead(404).end()));
    });
    return issuer;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  get origin(): string {
    return `https://${host}:${this.port}`;
  }

  get did(): string {
    return `did:web:${host}%3A${this.port}`;
  }

  get fetching(): FetchingSettings {
    return { allow: [{ host, port: this.port, address: '127.0.0.1', ca: this.ca }] };
  }

  get signer() {
    return { privateKey: this.key.privateKey, verificationMethod: keyIdOf(this.did, this.key.publicKeyMultibase) };
  }

  credential(over: Partial<CredentialDetails> = {}): Promise<JsonObject> {
    return signDocument(this.unsigned(over), this.signer, new Date('2026-03-01T10:05:00Z'));
  }

  /** The same as a compact JWS with ES256. */
  token(over: Partial<CredentialDetails> = {}): Promise<string> {
    return signJwt(this.unsigned(over), signerOf(this.tokenKey, verificationMethodOf(this.did, this.tokenKey)));
  }

  private unsigned(over: Partial<CredentialDetails>): JsonObject {
    return buildAchievementCredential({
      credentialId: `${this.origin}/credentials/1`,
      issuer: { did: this.did, name: 'Lakeside College', url: this.origin },
      achievement: {
        id: `${this.origin}/achievements/1`,
        name: 'Bookbinding for beginners',
        description: 'Twelve evenings of folding, sewing and casing-in, with a book of one’s own at the end.',
        criteriaNarrative: 'Bind one book.',
        achievementType: 'MicroCredential',
        version: '1',
        tags: [],
        alignments: [],
        inLanguage: 'en',
      },
      subjectId: 'did:example:reader',
      validFrom: new Date('2026-03-01T10:00:00Z'),
      awardedDate: new Date('2026-02-27T00:00:00Z'),
      status: { listUrl: `${this.origin}/status/1`, index: 7, purpose: 'revocation' },
      ...over,
    });
  }

  private async page(path: string): Promise<{ type: string; body: string } | undefined> {
    if (path === '/.well-known/did.json') return json(didDocumentOf(this.did, this.keys()), 'application/did+ld+json');
    if (path === '/status/1') return json(await this.list(), 'application/vc+ld+json');
    return this.pages.get(path);
  }

  private keys() {
    const { publicKeyMultibase } = this.key;
    return [
      { id: keyIdOf(this.did, publicKeyMultibase), controller: this.did, publicKeyMultibase, history: [] },
      { id: verificationMethodOf(this.did, this.tokenKey), controller: this.did, publicKeyJwk: this.tokenKey.publicKeyJwk, history: [] },
    ];
  }

  private list(): Promise<JsonObject> {
    const bits = emptyBitstring();
    if (this.revoked) setBit(bits, 7, true);
    const list = buildStatusListCredential({ listUrl: `${this.origin}/status/1`, issuerDid: this.did, purpose: 'revocation', bits, validFrom: new Date('2026-03-01T00:00:00Z'), ttlMs: 60_000 });
    return signDocument(list, this.signer, new Date('2026-03-01T10:05:00Z'));
  }
}

const json = (value: JsonObject, type: string) => ({ type, body: JSON.stringify(value) });
