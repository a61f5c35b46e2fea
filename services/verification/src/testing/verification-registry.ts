import { fileURLToPath } from 'node:url';
import { anonymous, type Principal } from '@cairn/access';
import { instant } from '@cairn/telemetry';
import { refuseUnnotedWrites, ServiceUnderTest, type TestDatabase, testDatabase } from '@cairn/testkit';
import { createVerificationApp, migrations, type VerificationConfig } from '../app.js';

export const keySecret = Buffer.alloc(32, 7);
export const publicUrl = 'http://127.0.0.1:4310';

const threadOptions = ['--import', fileURLToPath(new URL('../../../../deploy/launcher/typescript.mjs', import.meta.url))];

/** The verification service over its own database, fed with events by the test; its clock is moved by hand. */
export class VerificationRegistry {
  readonly bus = this.service.bus;
  readonly app = this.service.app;
  /** Closed by the test, after every registry over it. */
  readonly test = this.service.test;
  readonly hear = this.service.hear.bind(this.service);
  readonly statements = () => this.service.statements();
  readonly close = () => this.service.close();

  private constructor(
    private readonly service: ServiceUnderTest,
    private readonly time: { shiftMs: number; now(): number },
  ) {}

  /**
   * @param shared another registry whose database this one uses too, as a second process would
   * @param fetching hosts that may be called though they are not public; left out: none
   * @param token where signing keys are made; left out: in the database
   */
  static async open(shared?: VerificationRegistry, fetching?: VerificationConfig['fetching'], token?: VerificationConfig['token']): Promise<VerificationRegistry> {
    const database: TestDatabase = shared?.test ?? (await testDatabase('verification', migrations));
    if (!shared) await refuseUnnotedWrites(database.ownerUrl, 'verification');
    const time = { shiftMs: 0, now: () => Date.now() + time.shiftMs };
    const service = await ServiceUnderTest.open({
      name: 'verification',
      migrations,
      create: (config, platform) => createVerificationApp({ ...config, backgroundSigning: false, threadOptions, fetching, token }, platform),
      platform: { clock: time, publicUrl, keySecret },
      database,
    });
    return new VerificationRegistry(service, time);
  }

  forward(ms: number): void {
    this.time.shiftMs += ms;
  }

  now(): string {
    return instant(this.time);
  }

  /** Runs an operation; throws what went wrong. */
  async ask<Data = Record<string, unknown>>(query: string, variables: Record<string, unknown> = {}, principal: Principal = anonymous): Promise<Data> {
    const { data, errors } = await this.service.ask<Data>(principal, query, variables);
    if (errors || data === null) throw new Error(errors?.map(({ message, extensions }) => `${extensions.code}: ${message}`).join('; ') ?? 'no data');
    return data;
  }

  /** Sends to a route as the gateway does for a caller. */
  send(principal: Principal, method: string, path: string, init: RequestInit): Promise<Response> {
    return this.service.send(principal, method, path, init);
  }

  /** Sends to a public route. */
  post(path: string, body: string, headers: Record<string, string>): Promise<Response> {
    return this.service.send(null, 'POST', path, { headers, body });
  }

  /** Asks a public route. */
  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.service.send(null, 'GET', path, { headers });
  }
}
