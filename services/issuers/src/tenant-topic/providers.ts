import { TenantTopicExporter } from './tenant-topic-exporter.service.js';
import { TenantTopicResolver } from './tenant-topic.resolver.js';
import { TenantTopicStore } from './tenant-topic.store.js';
import { TenantTopics } from './tenant-topics.service.js';

/** Kafka topics of tenants. */
export const tenantTopicProviders = [TenantTopicStore, TenantTopics, TenantTopicExporter, TenantTopicResolver];
