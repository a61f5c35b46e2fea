import { anonymous, type Principal, principalOf } from '@cairn/access';
import { awardBatchIssued } from '@cairn/events';
import { createIssuersApp, migrations } from '@cairn/issuers';
import { newId } from '@cairn/postgres';
import { type Arrived, anAwardFact, ServiceUnderTest, WebhookReceiver } from '@cairn/testkit';
import { withCluster } from '../cluster.js';
import { type Effort, exactly, type Figure, type Run } from '../figure.js';

const events = 10_000;
const batch = 500;
const day = 86_400_000;

/**
 * 10,000 awards told to a receiver that refuses, redirects and keeps silent before it takes, and to one that answers 500 for a
 * day; the service is stopped and started in the middle. Each event has to be in effect once at both, known by its `webhook-id`.
 */
export async function webhookFigures({ quick, say }: Effort): Promise<{ figures: Figure[]; runs: Run[] }> {
  const clock = { at: Date.parse('2026-05-04T09:00:00Z') };
  const [moody, down] = [await WebhookReceiver.open(), await WebhookReceiver.open()] as const;
  const taken = [new Ledger(), new Ledger()] as const;
  moody.manner = taken[0].manner(moodyAnswer());
  down.manner = taken[1].manner((_arrived, now) => (now < Date.parse('2026-05-05T09:00:00Z') ? 500 : 200), () => clock.at);
  try {
    return await withCluster(async () => {
      const lab = await Lab.open([moody, down], clock);
      try {
        say(`webhooks: ${events} awards to two endpoints`);
        const started = performance.now();
        const told = await lab.tell(events);
        await lab.throughSchedule(quick ? 1 : 2, say);
        const seconds = (performance.now() - started) / 1_000;
        const lost = taken.reduce((sum, ledger) => sum + told.filter((subject) => !ledger.effects.has(subject)).length, 0);
        const twice = taken.reduce((sum, { effects }) => sum + [...effects.values()].filter((count) => count !== 1).length, 0);
        const attempts = moody.arrived.length + down.arrived.length;
        const note = `${attempts} attempts at ${2 * events} deliveries, ${Math.round(attempts / seconds)} a second`;
        return { figures: [{ ...exactly('webhook_lost', lost, 'events', 0), note }, exactly('webhook_effects_twice', twice, 'events', 0)], runs: [] };
      } finally {
        await lab.close();
      }
    });
  } finally {
    await Promise.all([moody.close(), down.close()]);
  }
}

/** What a receiver has done, as a receiver keeps it that knows an event by its id. */
class Ledger {
  /** Effects by object. */
  readonly effects = new Map<string, number>();
  private readonly seen = new Set<string>();

  manner(answer: (arrived: Arrived, now: number) => number | 'silence', now = () => Date.now()) {
    return (arrived: Arrived): number | 'silence' => {
      const status = answer(arrived, now());
      // One that keeps silent has taken the event all the same: the sender cannot know.
      if (status === 200 || status === 'silence') this.take(arrived);
      return status;
    };
  }

  private take({ id, subject }: Arrived): void {
    if (this.seen.size === this.seen.add(id).size) return;
    this.effects.set(subject, (this.effects.get(subject) ?? 0) + 1);
  }
}

/** Of a hundred events two are met with silence, ten with a redirect and thirty with a refusal, the first time. */
function moodyAnswer(): (arrived: Arrived) => number | 'silence' {
  const met = new Set<string>();
  let silences = 0;
  return ({ id }) => {
    if (met.size === met.add(id).size) return 200;
    const mood = met.size % 100;
    if (mood < 2 && silences < 16) {
      silences += 1;
      return 'silence';
    }
    return mood < 12 ? 307 : mood < 42 ? 503 : 200;
  };
}

/** The issuers service with a tenant that has two endpoints, under a clock in the bench's hand. */
class Lab {
  private constructor(
    private readonly service: ServiceUnderTest,
    private readonly tenant: string,
    private readonly clock: { at: number },
  ) {}

  static async open(receivers: readonly WebhookReceiver[], clock: { at: number }): Promise<Lab> {
    const calling = { fetching: { allow: receivers.map(({ allowed }) => allowed) }, thread: {} };
    const create: typeof createIssuersApp = (config, platform) => createIssuersApp({ ...config, calling }, platform);
    const service = await ServiceUnderTest.open({ name: 'issuers', migrations, create, platform: { clock: { now: () => clock.at } } });
    const lab = new Lab(service, newId(), clock);
    await service.database.work((tx) => tx.query(`INSERT INTO tenant (tenant_id, name, state, version, created_at, updated_at) VALUES ($1, 'Bench', 'ACTIVE', 1, now(), now())`, [lab.tenant]));
    const document = 'mutation ($input: CreateWebhookEndpointInput!) { createWebhookEndpoint(input: $input) { userErrors { message } } }';
    for (const { url } of receivers) {
      const { data, errors } = await service.ask<{ createWebhookEndpoint: { userErrors: object[] } }>(lab.administrator, document, { input: { url, eventTypes: ['award.issued'] } });
      if (errors || data?.createWebhookEndpoint.userErrors.length) throw new Error(JSON.stringify({ data, errors }));
    }
    return lab;
  }

  /** Lets the service hear of awards as a bulk import tells of them; the service dies in the middle. Answers the objects' ids. */
  async tell(count: number): Promise<string[]> {
    const subjects: string[] = [];
    for (let at = 0; at < count; at += batch) {
      const job = newId();
      const awards = Array.from({ length: batch }, () => anAwardFact());
      await this.service.hear({ contract: awardBatchIssued, tenant: this.tenant, subject: job, version: 1, data: { job, awards } });
      subjects.push(...awards.map(({ award }) => `awd_${award}`));
      if (at === count / 2) await this.service.restart();
    }
    return subjects;
  }

  /** Lets time pass whenever nothing is due, until nothing is pending: to the next attempts, and after some of them by a day. */
  async throughSchedule(attempts: number, say: (text: string) => void): Promise<void> {
    for (let leaps = 0; ; ) {
      const [row] = await this.service.database.work((tx) =>
        tx.query<{ due: number; pending: number; last: Date | null }>(
          `SELECT count(*) FILTER (WHERE next_at <= $2)::int AS due, count(*)::int AS pending, max(next_at) AS last FROM webhook_delivery WHERE tenant_id = $1 AND state = 'PENDING'`,
          [this.tenant, new Date(this.clock.at)],
        ),
      );
      if (!row?.last) return;
      if (row.due > 0) {
        await new Promise((resume) => setTimeout(resume, 200));
        continue;
      }
      say(`webhooks: ${row.pending} wait`);
      leaps += 1;
      this.clock.at = leaps > attempts ? this.clock.at + day : row.last.getTime();
    }
  }

  close(): Promise<void> {
    return this.service.close();
  }

  private get administrator(): Principal {
    return principalOf({ ...anonymous, kind: 'CLIENT', actor: newId(), tenant: this.tenant, rights: ['ADMINISTER'] });
  }
}
