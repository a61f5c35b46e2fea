import { aRegistry, aTenant, type Arrived, type TestTenant, WebhookReceiver } from '@cairn/testkit';
import { anAward, anIssuer, aPathway, aPublishedAchievement, enrol, eventually, revoke } from './arrange.js';
import { importAwards } from './importing.js';

interface Delivery {
  readonly state: string;
  readonly eventId: string;
  readonly type: string;
  readonly subject: string;
  readonly attempts: readonly { readonly status: number | null; readonly error: string | null }[];
}

/** A partner who is told of awards, completions and the status of credentials instead of asking for them again and again. */
describe('webhooks', () => {
  let tenant: TestTenant;
  let receiver: WebhookReceiver;
  let secret: string;
  let endpoint: string;
  const types = ['award.issued', 'award.revoked', 'credential.status_changed', 'enrolment.started', 'pathway.completed', 'bulk_operation.finished'];
  beforeAll(async () => {
    tenant = await aTenant('Saltmarsh Institute');
    receiver = await WebhookReceiver.open(aRegistry().receiver);
    const made = await tenant.mutate<{ secret: string; endpoint: { id: string } }>(
      `mutation ($input: CreateWebhookEndpointInput!) { createWebhookEndpoint(input: $input) { endpoint { id } secret userErrors { code field message } } }`,
      { input: { url: `${receiver.url}${tenant.tenantId}`, eventTypes: types } },
    );
    ({ secret, endpoint: { id: endpoint } } = made);
  }, 150_000);
  afterAll(() => receiver.close());

  const told = (wanted: (arrived: readonly Arrived[]) => boolean) => eventually(async () => receiver.from(tenant.tenantId), wanted);
  const has = (type: string, subject?: string) => (arrived: readonly Arrived[]) => arrived.some((one) => one.type === type && (subject === undefined || one.subject === subject));
  const deliveries = async (filter: object = {}) =>
    (await tenant.read<{ webhookDeliveries: { nodes: Delivery[] } }>(`query ($filter: WebhookDeliveryFilter) { webhookDeliveries(first: 100, filter: $filter) { nodes { state eventId type subject attempts { status error } } } }`, { filter })).webhookDeliveries.nodes;

  it('tell what happens in every service, signed, and the position with which it is seen', async () => {
    const issuer = await anIssuer(tenant);
    const parts = [await aPublishedAchievement(tenant, issuer, 'Reads marshes'), await aPublishedAchievement(tenant, issuer, 'Maps marshes')] as const;
    const pathway = await eventually(() => aPathway(tenant, issuer, parts.map(({ id }, at) => ({ id: `p${at}`, kind: 'award', achievement: id }))).catch(() => undefined), (made) => made !== undefined);
    const award = await anAward(tenant, parts[0], 's-1');
    const enrolment = await eventually(() => enrol(tenant, award.earnerId, pathway!.id).catch(() => undefined), (made) => made !== undefined);
    await anAward(tenant, parts[1], 's-1');
    const arrived = await told((all) => has('award.issued', award.id)(all) && has('enrolment.started', enrolment?.id)(all) && has('pathway.completed')(all));
    expect(arrived.every((one) => receiver.isSigned(one, secret))).toBe(true);
    const { data } = JSON.parse(arrived.find(({ subject }) => subject === award.id)?.body ?? '') as { data: { earnerId: string; position: string } };
    expect(data.earnerId).toBe(award.earnerId);
    const seen = await tenant.read<{ award: { state: string } }>(`query ($id: ID!) { award(id: $id) { state } }`, { id: award.id }, { awaitPosition: data.position });
    expect(seen.award.state).toBe('ACTIVE');
    await revoke(tenant, award.id);
    await told((all) => has('award.revoked', award.id)(all) && has('credential.status_changed')(all));
  }, 60_000);

  it('tell each award of an import once, although the receiver fails at first', async () => {
    const issuer = await anIssuer(tenant);
    const achievement = await aPublishedAchievement(tenant, issuer, 'Counts herons');
    const failing = new Set<string>();
    receiver.manner = ({ id }) => (failing.size === failing.add(id).size ? 200 : 503);
    const lines = Array.from({ length: 40 }, (_, n) => ({
      partnerReference: `heron-${n}`, identifierType: 'STUDENT_ID', identifier: `h-${n}`, achievementVersionId: achievement.versionId, awardedOn: '2026-03-01',
      assessmentMethod: 'Written examination', assessedOn: '2026-03-01', assessor: 'Saltmarsh Institute',
    }));
    const done = await eventually(() => importAwards(tenant, lines), ({ succeeded, unchanged }) => succeeded + unchanged === 40);
    const awards = done.rows.map(({ id }) => id ?? '').sort();
    // The second attempt is made five seconds after the first.
    await eventually(() => deliveries({ states: ['PENDING'] }), ({ length }) => length === 0, 40_000);
    const arrived = receiver.from(tenant.tenantId).filter(({ subject }) => awards.includes(subject));
    expect([...new Set(arrived.map(({ subject }) => subject))].sort()).toEqual(awards);
    expect(new Set(arrived.map(({ id }) => id)).size).toBe(40);
    const [first] = await deliveries({ types: ['award.issued'], states: ['DELIVERED'] });
    expect(first?.attempts).toEqual([{ status: 200, error: null }, { status: 503, error: 'STATUS_NOT_OK' }]);
  }, 90_000);

  it('tell another tenant nothing, nor show him what was told', async () => {
    const stranger = await aTenant('Hilltop College');
    const seen = await stranger.read(`query ($id: ID!) { webhookEndpoint(id: $id) { id } webhookEndpoints(first: 5) { nodes { id } } webhookDeliveries(first: 5) { nodes { id } } }`, { id: endpoint });
    expect(seen).toEqual({ webhookEndpoint: null, webhookEndpoints: { nodes: [] }, webhookDeliveries: { nodes: [] } });
  });

  it('are refused for an address that is not public', async () => {
    const refused = await tenant.mutate(
      `mutation ($input: CreateWebhookEndpointInput!) { createWebhookEndpoint(input: $input) { secret userErrors { code field message } } }`,
      { input: { url: 'https://169.254.169.254/latest', eventTypes: ['award.issued'] } },
      { refusals: 'expected' },
    );
    expect(refused).toMatchObject({ secret: null, userErrors: [{ code: 'ADDRESS_NOT_ALLOWED', field: ['input', 'url'] }] });
  });
});
