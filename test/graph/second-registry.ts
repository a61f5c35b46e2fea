import { join } from 'node:path';
import { addressVariable, aRegistry, type RegistryProcess, startRegistry, TlsFront } from '@cairn/testkit';

/** Another registry, of somebody else, at the one place elsewhere that the registry of these stories may call: both are whole, and neither knows of the other. */
export class SecondRegistry {
  private constructor(
    private readonly front: TlsFront,
    readonly registry: RegistryProcess,
  ) {}

  static async open(): Promise<SecondRegistry> {
    const front = await TlsFront.open(aRegistry().elsewhere);
    const registry = await startRegistry('embedded', { env: { CAIRN_PUBLIC_URL: front.url } });
    front.standBefore(registry.url);
    return new SecondRegistry(front, registry);
  }

  /** Where it says it is, behind TLS. */
  get publicUrl(): string {
    return this.front.url;
  }

  /** What is arranged by `work` is arranged there, one such work at a time. */
  async there<Made>(work: () => Promise<Made>): Promise<Made> {
    const variable = addressVariable(globalThis.cairnShape ?? 'embedded');
    const here = process.env[variable];
    const { url, key, dataDir } = this.registry;
    const { elsewhere, receiver } = aRegistry();
    process.env[variable] = JSON.stringify({ url, key, mailDir: join(dataDir, 'mail'), elsewhere, receiver });
    try {
      return await work();
    } finally {
      process.env[variable] = here;
    }
  }

  async close(): Promise<void> {
    await this.registry.stop();
    await this.front.close();
  }
}
