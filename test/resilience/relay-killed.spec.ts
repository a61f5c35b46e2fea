import { busDatabase } from '@cairn/messaging/testing';
import { deliver } from '../bench/house/events/delivery.js';

describe('the relay killed in the middle of its work', () => {
  it('loses, doubles and reorders nothing', async () => {
    const log = await busDatabase();
    try {
      const { lost, doubled, reordered } = await deliver({ kind: 'postgres', url: log.workerUrl }, 4_000, 4);
      expect({ lost, doubled, reordered }).toEqual({ lost: 0, doubled: 0, reordered: 0 });
    } finally {
      await log.close();
    }
  }, 120_000);
});
