import { type EventContract, PARTITIONS } from '../envelope.js';
import { dataSchema, envelopeSchema, type JsonSchema } from './message-schema.js';
import { tenantChannel } from './tenant-channel.js';

/** What is told of an event beside its contract. */
export interface Told {
  /** What it means, in a sentence; empty where its name says all. */
  readonly meaning: string;
  readonly sample: unknown;
}

/**
 * The events of the registry as an AsyncAPI 3.0 document: a channel for each topic, a message for each type; and the channel of a tenant.
 *
 * @param toTenants types of events that tenants are told of, by name
 */
export function asyncApiDocument(contracts: Iterable<EventContract>, toldOf: (contract: EventContract) => Told, toTenants: readonly string[]): JsonSchema {
  const tenant = tenantChannel(toTenants);
  const all = [...contracts].sort((one, other) => (one.type < other.type ? -1 : 1));
  const byTopic = Map.groupBy(all, ({ topic }) => topic);
  const topics = [...byTopic].sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Cairn events',
      version: '1.0.0',
      description: about,
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/cloudevents+json',
    servers: { kafka: { host: '{brokers}', protocol: 'kafka', description: "The operator's Kafka.", variables: { brokers: { default: 'localhost:9092', description: 'Address of a broker.' } } } },
    channels: { 'tenant-topic': tenant.channel, ...Object.fromEntries(topics.map(([topic, contracts]) => [channelOf(topic), channel(topic, contracts)])) },
    operations: { 'tell-tenant': tenant.operation, ...Object.fromEntries(topics.map(([topic]) => [`tell-${channelOf(topic)}`, { action: 'send', channel: { $ref: `#/channels/${channelOf(topic)}` }, summary: `The registry tells what became of each ${nounOf(topic)}.` }])) },
    components: {
      messages: { 'tenant.event': tenant.message, ...Object.fromEntries(all.map((contract) => [contract.type, message(contract, toldOf(contract))])) },
      schemas: { envelope: envelopeSchema(), 'tenant.event': tenant.schema, ...schemasOf(all) },
    },
  };
}

const about = `Events of a registry. Partners read the topic of their tenant; all others are internal: one for each kind of object, with the events
of all tenants. Each value is a CloudEvent 1.0 as JSON (structured mode);
the key is the id of the object, so that its events keep their order. Delivery is at least once: the event's \`id\` tells
what was dealt with already. Within a version members are only added: pass over what is not known. On internal
topics ids are bare UUIDs; an earner is a pseudonym, and no event holds personal data.`;

/** `cairn.skill-framework.v1` is the channel `skill-framework`. */
const channelOf = (topic: string): string => topic.split('.')[1] ?? topic;
const nounOf = (topic: string): string => channelOf(topic).replaceAll('-', ' ');

const channel = (topic: string, contracts: readonly EventContract[]): JsonSchema => ({
  address: topic,
  title: `Events of each ${nounOf(topic)}`,
  messages: Object.fromEntries(contracts.map(({ type }) => [type, { $ref: `#/components/messages/${type}` }])),
  bindings: { kafka: { partitions: PARTITIONS, bindingVersion: '0.5.0' } },
});

const message = ({ type }: EventContract, { meaning, sample }: Told): JsonSchema => ({
  name: type,
  title: titleOf(type),
  ...(meaning === '' ? {} : { summary: meaning }),
  payload: {
    allOf: [
      { $ref: '#/components/schemas/envelope' },
      { type: 'object', properties: { type: { const: type }, data: { $ref: `#/components/schemas/${type}` } }, required: ['data'] },
    ],
  },
  bindings: { kafka: { key: { type: 'string', format: 'uuid', description: 'Id of the object, the same as `subject`.' }, bindingVersion: '0.5.0' } },
  examples: [{ name: 'sample', payload: sample }],
});

/** `cairn.award.batch-issued.v1` is called "award batch issued". */
const titleOf = (type: string): string => type.split('.').slice(1, -1).join(' ').replaceAll('-', ' ');

const schemasOf = (contracts: readonly EventContract[]): Record<string, JsonSchema> =>
  Object.assign({}, ...contracts.map((contract) => {
    const { schema, parts } = dataSchema(contract);
    return { ...parts, [contract.type]: schema };
  })) as Record<string, JsonSchema>;
