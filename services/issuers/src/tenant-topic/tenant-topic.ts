import { happenedSince } from '../told-event/happened-since.js';

/** The Kafka topic of a tenant. */
export interface TenantTopic {
  readonly tenant: string;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
}

/** Records of tenants' topics are kept so long: a consumer that was away longer begins with the change feed. */
export const keptDays = 30;
export const keptMs = keptDays * 86_400_000;

/** Whether an event belongs on the topic: nothing that happened before it was opened. */
export const isTold = (topic: TenantTopic | undefined, event: { readonly occurredAt: Date }): boolean =>
  topic !== undefined && topic.closedAt === null && happenedSince(event, topic.openedAt);

export const topicNameOf = (tenant: string): string => `cairn.tenant.${tenant}.v1`;

/** Ends with a dot, so that no tenant's prefix is the beginning of another's. */
export const groupPrefixOf = (tenant: string): string => `cairn.tenant.${tenant}.`;

/** Something on the brokers that a tenant's user may do. */
export interface TopicGrant {
  readonly resource: 'topic' | 'group';
  readonly name: string;
  /** PREFIXED: whatever begins with the name. */
  readonly pattern: 'LITERAL' | 'PREFIXED';
  readonly operations: readonly ('Read' | 'Describe')[];
}

/** Kafka's ACLs end at topics and groups: a user may read one topic, with groups of one prefix. */
export const grantsOf = (tenant: string): readonly TopicGrant[] => [
  { resource: 'topic', name: topicNameOf(tenant), pattern: 'LITERAL', operations: ['Read', 'Describe'] },
  { resource: 'group', name: groupPrefixOf(tenant), pattern: 'PREFIXED', operations: ['Read'] },
];

/** The same as an operator of the brokers types it. */
export const accessRulesOf = (tenant: string): readonly string[] =>
  grantsOf(tenant).map(({ resource, name, pattern, operations }) => {
    const may = operations.map((operation) => `--operation ${operation}`).join(' ');
    return `kafka-acls.sh --bootstrap-server BROKERS --add --allow-principal User:USER ${may} --${resource} ${name}${pattern === 'PREFIXED' ? ' --resource-pattern-type prefixed' : ''}`;
  });
