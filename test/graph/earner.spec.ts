import { aTenant, type TestTenant } from '@cairn/testkit';
import { anAward, anIssuer, aPathway, aPublishedAchievement, enrol, eventually, revoke } from './arrange.js';

const progressQuery = `query ($id: ID!) { enrolment(id: $id) {
  state progress { state satisfied total complete nodes { id state blocking } } completion { state completedOn lapsedOn } } }`;

interface Enrolment {
  enrolment: { state: string; progress: { state: string; satisfied: number; complete: boolean; nodes: { id: string; blocking: string | null }[] }; completion: { state: string } | null };
}

describe("an earner's pathway", () => {
  let tenant: TestTenant;
  beforeAll(async () => {
    tenant = await aTenant();
  });

  it('moves with each award, leads to the award of its own achievement, and re-opens when a part is revoked', async () => {
    const issuer = await anIssuer(tenant);
    const plants = await aPublishedAchievement(tenant, issuer, 'Plants');
    const birds = await aPublishedAchievement(tenant, issuer, 'Birds');
    const whole = await aPublishedAchievement(tenant, issuer, 'Naturalist', { acceptance: 'NOT_NEEDED' });
    const pathway = await aPathway(
      tenant,
      issuer,
      [
        { id: 'one', kind: 'award', achievement: plants.id },
        { id: 'two', kind: 'any', of: [{ id: 'birds', kind: 'award', achievement: birds.id }] },
      ],
      whole.id,
    );
    const first = await anAward(tenant, plants, 'N-1');
    const { id } = await enrol(tenant, first.earnerId, pathway.id);
    const second = await anAward(tenant, birds, 'N-1');
    const complete = await tenant.read<Enrolment>(progressQuery, { id }, { awaitPosition: second.position });
    expect(complete.enrolment).toMatchObject({ state: 'COMPLETED', progress: { complete: true, satisfied: 2 }, completion: { state: 'CURRENT' } });

    const awardsOfWhole = () =>
      tenant.read<{ awards: { nodes: { id: string; state: string; suspensionCauses: string[] }[] } }>(
        `query ($earner: ID!, $achievement: ID!) { awards(first: 5, filter: { earner: { eq: $earner }, achievement: { eq: $achievement } }) { nodes { id state suspensionCauses } } }`,
        { earner: first.earnerId, achievement: whole.id },
      );
    await eventually(awardsOfWhole, ({ awards }) => awards.nodes[0]?.state === 'ACTIVE');

    const position = await revoke(tenant, second.id);
    const reopened = await tenant.read<Enrolment>(progressQuery, { id }, { awaitPosition: position });
    expect(reopened.enrolment).toMatchObject({ state: 'COMPLETED', progress: { complete: false, satisfied: 1, state: 'LAPSED' }, completion: { state: 'SUSPENDED' } });
    const suspended = await eventually(awardsOfWhole, ({ awards }) => awards.nodes[0]?.state === 'SUSPENDED');
    expect(suspended.awards.nodes).toEqual([expect.objectContaining({ suspensionCauses: ['COMPONENT_LOST'] })]);

    await anAward(tenant, birds, 'N-1');
    await eventually(awardsOfWhole, ({ awards }) => awards.nodes[0]?.state === 'ACTIVE');
    expect((await awardsOfWhole()).awards.nodes).toHaveLength(1);
  });

  it('does not count an award that has expired', async () => {
    const issuer = await anIssuer(tenant);
    const aid = await aPublishedAchievement(tenant, issuer, 'First aid', { validFor: 'P1M' });
    const pathway = await aPathway(tenant, issuer, [{ id: 'aid', kind: 'award', achievement: aid.id }]);
    const award = await anAward(tenant, aid, 'N-2', { awardedOn: '2026-02-01' });
    const { id, position } = await enrol(tenant, award.earnerId, pathway.id);
    const { enrolment } = await tenant.read<Enrolment>(progressQuery, { id }, { awaitPosition: [award.position, position].join(',') });
    expect(enrolment.progress).toMatchObject({ complete: false, nodes: [expect.objectContaining({ id: 'aid', blocking: 'EXPIRED' })] });
    const read = await tenant.read<{ award: { state: string } }>(`query ($id: ID!) { award(id: $id) { state validUntil } }`, { id: award.id });
    expect(read.award).toEqual({ state: 'EXPIRED', validUntil: '2026-03-01' });
  });

  it('counts an offered award once it is accepted', async () => {
    const issuer = await anIssuer(tenant);
    const offered = await aPublishedAchievement(tenant, issuer, 'By invitation', { acceptance: 'REQUIRED' });
    const pathway = await aPathway(tenant, issuer, [{ id: 'it', kind: 'award', achievement: offered.id }]);
    const award = await anAward(tenant, offered, 'N-3');
    const { id } = await enrol(tenant, award.earnerId, pathway.id);
    const before = await tenant.read<Enrolment>(progressQuery, { id }, { awaitPosition: award.position });
    expect(before.enrolment.progress.complete).toBe(false);
    const { position } = await tenant.mutate<{ position: string }>(
      `mutation ($input: AcceptAwardInput!) { acceptAward(input: $input) { award { state } position userErrors { code field message } } }`,
      { input: { id: award.id } },
    );
    const after = await tenant.read<Enrolment>(progressQuery, { id }, { awaitPosition: position });
    expect(after.enrolment.progress.complete).toBe(true);
  });
});
