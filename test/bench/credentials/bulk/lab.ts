import { achievementVersionPublished, awardBatchIssued, type AwardFact, type EventContract, issuerCreated } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { anAwardFact, anIssuerProfile, aVersionText, ServiceUnderTest } from '@cairn/testkit';
import { BackgroundSigner, createVerificationApp, migrations } from '@cairn/verification';

const batch = 500;
const at = '2026-05-01T00:00:00Z';

/** The verification service with one issuer and one achievement, which hears of awards from whoever holds it. Needs `withCluster`. */
export class BulkLab {
  readonly tenant = newId();
  private readonly issuer = newId();
  private readonly version = newId();

  private constructor(readonly service: ServiceUnderTest) {}

  static async open(): Promise<BulkLab> {
    const service = await ServiceUnderTest.open({
      name: 'verification',
      migrations,
      create: (config, platform) => createVerificationApp({ ...config, backgroundSigning: false }, platform),
      measured: true,
    });
    const lab = new BulkLab(service);
    const { issuer, version } = lab;
    await lab.tell(issuerCreated, issuer, 1, anIssuerProfile({ issuer, slug: `i${issuer.slice(-8)}`, at }));
    const text = aVersionText({ achievementVersion: version, issuer, title: 'Tides and currents', tags: ['sea'], duplicatePolicy: 'MANY' });
    await lab.tell(achievementVersionPublished, text.achievement, 2, { ...text, supersedes: null, at });
    return lab;
  }

  /** Batches of awards as the events tell of them. */
  awards(count: number): AwardFact[][] {
    const fact = () => anAwardFact({ issuer: this.issuer, achievementVersion: this.version, results: [{ name: 'Score', value: '87' }], recordedAt: at });
    return Array.from({ length: count / batch }, () => Array.from({ length: batch }, fact));
  }

  /** Takes batches over, two at a time as the bus has it for two partitions. */
  async take(batches: readonly AwardFact[][]): Promise<void> {
    const left = [...batches];
    const next = async (): Promise<void> => {
      for (let awards = left.shift(); awards; awards = left.shift()) {
        const job = newId();
        await this.tell(awardBatchIssued, job, 1, { job, awards });
        this.service.statements();
      }
    };
    await Promise.all([next(), next()]);
  }

  /** Signs and stores everything that waits. */
  sign(): Promise<void> {
    return this.service.app.get(BackgroundSigner).drain();
  }

  private tell<Data>(contract: EventContract<Data>, subject: string, version: number, data: Data): Promise<string> {
    return this.service.hear({ contract, tenant: this.tenant, subject, version, data });
  }
}
