import { busDatabase } from '@cairn/messaging/testing';
import { kafkaForTests } from '@cairn/testkit';
import { withCluster } from '../cluster.js';
import { type Effort, exactly, type Figure, type Run } from '../figure.js';
import { type Delivery, deliver } from './events/delivery.js';

/** Events told while the relay is killed again and again, on each adapter of the log. */
export async function eventFigures({ quick, say }: Effort): Promise<{ figures: Figure[]; runs: Run[] }> {
  const [events, kills] = quick ? [10_000, 5] : [100_000, 20];
  const measured: Record<string, Delivery> = {};
  let missing = '';
  await withCluster(async () => {
    say(`events: ${events} on postgres, the relay killed ${kills} times`);
    const log = await busDatabase();
    measured.postgres = await deliver({ kind: 'postgres', url: log.workerUrl }, events, kills).finally(() => log.close());
    say(`events: ${events} on kafka, the relay killed ${kills} times`);
    const kafka = await kafkaForTests();
    if (typeof kafka === 'string') missing = `kafka not measured: ${kafka}`;
    else measured.kafka = await deliver({ kind: 'kafka', brokers: kafka.brokers }, events, kills).finally(() => kafka.close());
  });
  const figure = (name: string, of: (delivery: Delivery) => number): Figure => {
    const total = exactly(name, Object.values(measured).reduce((sum, delivery) => sum + of(delivery), 0), 'events', 0);
    const notes = Object.entries(measured).map(([adapter, { seconds, redelivered }]) =>
      `${adapter}: ${events} events, ${kills} kills, ${redelivered} delivered again, ${seconds.toFixed(0)} s`,
    );
    return { ...total, ok: total.ok && missing === '', note: [...notes, missing].filter(Boolean).join('; ') };
  };
  return {
    figures: [
      figure('events_lost', ({ lost }) => lost),
      figure('events_duplicated', ({ doubled }) => doubled),
      figure('events_reordered', ({ reordered }) => reordered),
    ],
    runs: [],
  };
}
