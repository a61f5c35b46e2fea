import { openLog } from '@cairn/telemetry';
import type { Kafka } from 'kafkajs';
import { KafkaReader } from './kafka-reader.js';
import { throughPassingFaults } from './passing-faults.js';

const unknownTopic = Object.assign(new Error('This server does not host this topic-partition'), { retriable: true });

describe('a fault that passes', () => {
  it('is asked through', async () => {
    let asked = 0;
    const answer = await throughPassingFaults(() => ((asked += 1) < 3 ? Promise.reject(unknownTopic) : Promise.resolve('yes')), 1);
    expect({ answer, asked }).toEqual({ answer: 'yes', asked: 3 });
  });

  it('is told after ten attempts', async () => {
    let asked = 0;
    await expect(throughPassingFaults(() => Promise.reject((asked += 1) > 0 ? unknownTopic : null), 1)).rejects.toBe(unknownTopic);
    expect(asked).toBe(10);
  });

  it('is no other fault: that is told at once', async () => {
    let asked = 0;
    const refused = new Error('not authorized');
    await expect(throughPassingFaults(() => Promise.reject((asked += 1) > 0 ? refused : null), 1)).rejects.toBe(refused);
    expect(asked).toBe(1);
  });
});

describe('a reader whose topics the broker has just made', () => {
  it('joins once the broker knows them, and leaves no client of its first attempts behind', async () => {
    const [connected, left] = [[] as number[], [] as number[]];
    let made = 0;
    const kafka = {
      consumer: () => {
        const mine = (made += 1);
        return {
          events: { FETCH: 'fetch', GROUP_JOIN: 'join', CRASH: 'crash' },
          on: () => undefined,
          connect: () => Promise.resolve(void connected.push(mine)),
          disconnect: () => Promise.resolve(void left.push(mine)),
          subscribe: () => (mine < 3 ? Promise.reject(unknownTopic) : Promise.resolve()),
          run: () => Promise.resolve(),
        };
      },
    };
    const reader = new KafkaReader(kafka as unknown as Kafka, { group: 'g', topics: ['t'], apply: () => Promise.resolve(), resumeAt: () => Promise.resolve(null) }, openLog('test', 'silent'));
    await reader.start();
    expect({ connected, left }).toEqual({ connected: [1, 2, 3], left: [1, 2] });
    await reader.stop();
    expect(left).toEqual([1, 2, 3]);
  });
});
