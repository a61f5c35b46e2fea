import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newId } from '@cairn/postgres';
import kafkajs, { type Admin } from 'kafkajs';
import { type RunningBroker, startBroker, whatIsMissing } from '../../../../deploy/kafka/broker.mjs';
import { grantsOf, groupPrefixOf, topicNameOf } from './tenant-topic.js';

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, Kafka, logLevel, ResourcePatternTypes } = kafkajs;
const root = fileURLToPath(new URL('../../../..', import.meta.url));
const users = { operator: 'operators-word', partner: 'partners-word', neighbour: 'neighbours-word' };
const missing = await whatIsMissing();
if (missing !== undefined && process.env.CI === 'true') throw new Error(missing);

const kinds = { topic: AclResourceTypes.TOPIC, group: AclResourceTypes.GROUP };
const patterns = { LITERAL: ResourcePatternTypes.LITERAL, PREFIXED: ResourcePatternTypes.PREFIXED };
const operations = { Read: AclOperationTypes.READ, Describe: AclOperationTypes.DESCRIBE };

describe('the rules by which a user reads the topic of its tenant, on brokers that keep to them', () => {
  if (missing !== undefined) {
    it.skip(`let it read (skipped: ${missing})`, () => undefined);
    return;
  }
  const [mine, theirs] = [newId(), newId()];
  const internal = 'cairn.award.v1';
  const dir = mkdtempSync(join(tmpdir(), 'cairn-kafka-acl-'));
  let broker: RunningBroker;
  beforeAll(async () => {
    broker = await startBroker({ dir, users });
    const admin = as('operator').admin();
    await admin.connect();
    await admin.createTopics({ waitForLeaders: true, topics: [mine, theirs].map(topicNameOf).concat(internal).map((topic) => ({ topic, numPartitions: 1 })) });
    await admin.createAcls({
      acl: grantsOf(mine).flatMap(({ resource, name, pattern, operations: may }) =>
        may.map((operation) => ({
          ...{ resourceType: kinds[resource], resourceName: name, resourcePatternType: patterns[pattern] },
          ...{ principal: 'User:partner', host: '*', operation: operations[operation], permissionType: AclPermissionTypes.ALLOW },
        })),
      ),
    });
    await admin.disconnect();
    const producer = as('operator').producer();
    await producer.connect();
    for (const tenant of [mine, theirs]) await producer.send({ topic: topicNameOf(tenant), messages: [{ key: 'awd_1', value: JSON.stringify({ type: 'award.issued', subject: `awd_of ${tenant}`, data: { version: 1 } }) }] });
    await producer.disconnect();
  }, 120_000);
  afterAll(async () => {
    await broker?.stop();
    rmSync(dir, { recursive: true });
  }, 60_000);

  const as = (username: keyof typeof users, password = users[username]) =>
    new Kafka({ clientId: 'test', brokers: [broker.brokers], sasl: { mechanism: 'plain', username, password }, logLevel: logLevel.NOTHING, retry: { retries: 2 } });

  /** What the guide's consumer prints as a user until it has seen an event. */
  async function consumed(user: keyof typeof users, tenant: string): Promise<string> {
    const env = { ...process.env, NODE_OPTIONS: '', BROKERS: broker.brokers, TOPIC: topicNameOf(tenant), GROUP: `${groupPrefixOf(tenant)}desk`, EVENTS: '1', KAFKA_USER: user, KAFKA_PASSWORD: users[user] };
    const child = spawn(process.execPath, ['docs/examples/tenant-topic-consumer.mjs'], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'], timeout: 60_000 });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    await new Promise((resolve) => child.once('close', resolve));
    return text.trim();
  }

  async function asked<T>(user: keyof typeof users, ask: (admin: Admin) => Promise<T>): Promise<string> {
    const admin = as(user).admin();
    await admin.connect();
    try {
      return await ask(admin).then(() => 'allowed', (error: { type?: string; message: string }) => error.type ?? error.message);
    } finally {
      await admin.disconnect();
    }
  }
  const offsetsOf = (user: keyof typeof users, topic: string) => asked(user, (admin) => admin.fetchTopicOffsets(topic));
  const groupOf = (user: keyof typeof users, groupId: string) => asked(user, (admin) => admin.fetchOffsets({ groupId, topics: [topicNameOf(mine)] }));

  it('let it read its own topic by the consumer of the guide', async () => {
    expect(await consumed('partner', mine)).toBe(`award.issued awd_of ${mine} version 1`);
  }, 90_000);

  it('keep it from the topic of another tenant, from the registry’s own, and from groups of others', async () => {
    expect(await offsetsOf('partner', topicNameOf(mine))).toBe('allowed');
    for (const topic of [topicNameOf(theirs), internal]) expect(await offsetsOf('partner', topic)).toBe('TOPIC_AUTHORIZATION_FAILED');
    expect(await groupOf('partner', `${groupPrefixOf(mine)}ledger`)).toBe('allowed');
    // The brokers do not even tell who coordinates it; of its own group they just did.
    for (const group of [`${groupPrefixOf(theirs)}ledger`, 'cairn-earners']) expect(await groupOf('partner', group)).toBe('Failed to find group coordinator');
    expect(await groupOf('operator', `${groupPrefixOf(theirs)}ledger`)).toBe('allowed');
  }, 60_000);

  it('keep it from writing, also to its own topic', async () => {
    const producer = as('partner').producer();
    await producer.connect();
    await expect(producer.send({ topic: topicNameOf(mine), messages: [{ value: '{}' }] })).rejects.toMatchObject({ type: 'TOPIC_AUTHORIZATION_FAILED' });
    await producer.disconnect();
  }, 60_000);

  it('keep out whoever has no rule, and whoever has not the password', async () => {
    expect(await offsetsOf('neighbour', topicNameOf(mine))).toBe('TOPIC_AUTHORIZATION_FAILED');
    await expect(as('partner', 'guessed').admin().connect()).rejects.toThrow(/[Aa]uthentication failed/);
  }, 60_000);
});
