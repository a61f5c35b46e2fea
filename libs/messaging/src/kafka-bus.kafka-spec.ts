import { openLog } from '@cairn/telemetry';
import { kafkaForTests } from '@cairn/testkit';
import { openKafkaBus } from './kafka-bus.js';
import { busContract } from './testing/bus.contract.js';

const node = await kafkaForTests();
const log = openLog('test', 'silent');

describe('the bus on Kafka', () => {
  if (typeof node === 'string') {
    it.skip(`keeps the contract of a bus (skipped: ${node})`, () => undefined);
    return;
  }
  afterAll(() => node.close(), 60_000);
  busContract(() => ({ open: () => openKafkaBus({ brokers: node.brokers, clientId: 'cairn-test', log }), outage: node.outage }));
});
