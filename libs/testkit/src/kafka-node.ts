import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A Kafka for tests: the one of KAFKA_BROKERS, or a node of our own that can be stopped and started. */
export interface KafkaNode {
  readonly brokers: readonly string[];
  /** Absent for a broker that is not ours. */
  readonly outage?: { stop(): Promise<void>; start(): Promise<void> };
  /** Lets it stand still until the answer is called. Absent for a broker that is not ours. */
  readonly freeze?: () => () => void;
  close(): Promise<void>;
}

const program = fileURLToPath(new URL('../../../deploy/kafka/broker.mjs', import.meta.url));

/** The node, or one sentence about what is missing. Under CI=true it may not be missing: throws. */
export async function kafkaForTests(): Promise<KafkaNode | string> {
  const given = process.env.KAFKA_BROKERS;
  if (given) return { brokers: given.split(','), close: () => Promise.resolve() };
  const dir = await mkdtemp(join(tmpdir(), 'cairn-kafka-'));
  const first = await startNode(dir, '');
  if (typeof first === 'string' && process.env.CI === 'true') throw new Error(first);
  if (typeof first === 'string') return first;
  let running: NodeProcess | undefined = first;
  const port = first.brokers.split(':')[1] ?? '';
  const stop = async () => {
    await running?.stop();
    running = undefined;
  };
  return {
    brokers: [first.brokers],
    outage: {
      stop,
      async start() {
        const next = await startNode(dir, port);
        if (typeof next === 'string') throw new Error(next);
        running = next;
      },
    },
    freeze() {
      const pid = Number(readFileSync(join(dir, 'node.pid'), 'utf8'));
      process.kill(pid, 'SIGSTOP');
      return () => void process.kill(pid, 'SIGCONT');
    },
    async close() {
      await stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

interface NodeProcess {
  readonly brokers: string;
  stop(): Promise<void>;
}

/** The broker's process ends when its input does, so also when the test run is killed. */
async function startNode(dir: string, port: string): Promise<NodeProcess | string> {
  const child = spawn(process.execPath, [program, dir], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', CAIRN_FOLLOW_INPUT: '1', CAIRN_KAFKA_PORT: port },
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const brokers = await Promise.race([
    new Promise<string>((resolve) => child.stdout.once('data', (line: Buffer) => resolve(line.toString().trim().replace('KAFKA_BROKERS=', '')))),
    closed.then(() => undefined),
  ]);
  if (brokers === undefined) return errors.trim().split('\n').at(-1) ?? 'Kafka did not start.';
  return {
    brokers,
    stop() {
      child.stdin.end();
      return closed;
    },
  };
}
