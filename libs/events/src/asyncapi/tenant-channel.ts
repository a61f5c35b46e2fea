import { PARTITIONS } from '../envelope.js';
import type { JsonSchema } from './message-schema.js';

const address = 'cairn.tenant.{tenant}.v1';
const name = 'tenant.event';

/** The parts of the document about topics of tenants, which are the ones that partners read. */
export interface TenantChannel {
  readonly channel: JsonSchema;
  readonly operation: JsonSchema;
  readonly message: JsonSchema;
  readonly schema: JsonSchema;
}

/** @param types of events that tenants are told of, by name */
export const tenantChannel = (types: readonly string[]): TenantChannel => ({
  channel: {
    address,
    title: 'What one tenant may see',
    description: about,
    parameters: { tenant: { description: 'Id of the tenant, a bare UUID.', examples: ['0192f0c8-7a00-7000-8000-000000000001'] } },
    messages: { [name]: { $ref: `#/components/messages/${name}` } },
    bindings: { kafka: { partitions: PARTITIONS, topicConfiguration: { 'cleanup.policy': ['delete'], 'retention.ms': 2_592_000_000 }, bindingVersion: '0.5.0' } },
  },
  operation: { action: 'send', channel: { $ref: '#/channels/tenant-topic' }, summary: 'The registry tells a tenant what became of what it may see.' },
  message: {
    name,
    title: 'thin event of a tenant',
    summary: 'What webhooks tell, too: ids and a version, nothing that one would have to keep secret. What it is about is read from the graph.',
    payload: { $ref: `#/components/schemas/${name}` },
    bindings: { kafka: { key: { type: 'string', description: 'Public id of the object, the same as `subject`.' }, bindingVersion: '0.5.0' } },
    examples: [{ name: 'sample', payload: sample }],
  },
  schema: {
    type: 'object',
    properties: {
      specversion: { const: '1.0' },
      id: { type: 'string', description: 'The same for every repeat: what was dealt with under it is not dealt with again.' },
      source: { type: 'string', format: 'uri', description: 'Address of the registry.' },
      type: { anyOf: [{ enum: types }, { type: 'string', description: 'New ones may come at any time: pass over what is not known.' }] },
      subject: { type: 'string', description: 'Public id of the object.' },
      time: { type: 'string', format: 'date-time' },
      datacontenttype: { const: 'application/json' },
      tenantid: { type: 'string', description: 'Public id of the tenant that is told.' },
      payloadversion: { type: 'string', format: 'date', description: 'Dated form of `data`.' },
      data: {
        type: 'object',
        properties: {
          id: { type: 'string', description: 'The same as `subject`.' },
          version: { type: 'integer', minimum: 1, description: 'Version of the object: what is not newer than yours is passed over.' },
          position: { type: 'string', description: 'Sent as `cairn-await-position`, a read shows at least this change.' },
        },
        required: ['id', 'version', 'position'],
        additionalProperties: { type: 'string', description: 'Ids of what it concerns besides, by name: `earnerId`.' },
      },
    },
    required: ['specversion', 'id', 'source', 'type', 'subject', 'time', 'tenantid', 'payloadversion', 'data'],
  },
});

const about = `The one topic that a partner reads. It is opened by an operator (\`openTenantTopic\`), and who may read it is said by the rules of the
broker in \`tenant { topic { accessRules } }\`. Events of one object are in order; records are kept for 30 days.`;

const sample = {
  specversion: '1.0',
  id: 'evt_0192f0c8-7a00-7000-8000-00000000000a',
  source: 'https://registry.example',
  type: 'award.issued',
  subject: 'awd_0192f0c8-7a00-7000-8000-000000000002',
  time: '2026-05-04T09:00:00.000Z',
  datacontenttype: 'application/json',
  tenantid: 'ten_0192f0c8-7a00-7000-8000-000000000001',
  payloadversion: '2026-11-01',
  data: { id: 'awd_0192f0c8-7a00-7000-8000-000000000002', version: 1, position: 'p1.sealed', earnerId: 'ern_0192f0c8-7a00-7000-8000-000000000003' },
};
