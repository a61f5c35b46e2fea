import { Database, type StatementObserver, type Tx } from '@cairn/postgres';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';

/**
 * The database under the signer's role: it reads what documents are made of and what opens keys, adds documents, and can
 * write neither awards nor intents nor anything else. Always of one tenant.
 */
@Injectable()
export class SignerDatabase implements OnApplicationShutdown {
  private constructor(private readonly database: Database) {}

  /** @param url the address under `verification_signer`; @param poolWaitMs how long a reader waits for a connection */
  static async connect(url: string, poolWaitMs: number, observe?: StatementObserver): Promise<SignerDatabase> {
    return new SignerDatabase(await Database.connect({ appUrl: url, workerUrl: url, poolSize: 6, workerPoolSize: 2, poolWaitMs }, [], observe));
  }

  read<T>(tenant: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.read({ tenant }, work);
  }

  /** @param options.patient what nobody waits for is not hurried, and may write hundreds of documents at once */
  write<T>(tenant: string, work: (tx: Tx) => Promise<T>, options: { patient: boolean }): Promise<T> {
    if (!options.patient) return this.database.write({ tenant }, work);
    return this.database.work(async (tx) => {
      await tx.query(`SELECT set_config('app.tenant', $1, true)`, [tenant]);
      return work(tx);
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
