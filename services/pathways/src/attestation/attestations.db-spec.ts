import type { Principal } from '@cairn/access';
import { newId } from '@cairn/postgres';
import { publicId } from '@cairn/subgraph';
import { aMember, aPerson, claimed, did, type Refused } from '../testing/doing.js';
import { aDefinition, aMuseum, awardNode, type Museum } from '../testing/museum.js';
import { aCaller, aService, type PathwaysService } from '../testing/service.js';

interface Attested {
  readonly attestation: { readonly id: string; readonly until: string | null; readonly withdrawnOn: string | null; readonly attestedBy: string } | null;
  readonly enrolment: { readonly state: string; readonly progress: { readonly satisfied: number } } | null;
}
const fields = 'attestation { id until withdrawnOn attestedBy } enrolment { state progress { satisfied } }';
const codes = ({ userErrors }: { userErrors: Refused[] }) => userErrors.map(({ code, field }) => [code, field?.at(-1)]);

describe('attestations', () => {
  let service: PathwaysService;
  let museum: Museum;
  let pathway = '';
  const year = { id: 'year', kind: 'attested', by: 'mentor', validFor: 'P1Y' };
  const shown = { id: 'shown', kind: 'attested', by: 'reviewer', evidence: true };
  beforeAll(async () => {
    service = await aService('2026-06-01');
    museum = await aMuseum(service);
    ({ pathway } = await museum.aPathway(aDefinition([awardNode('k', await museum.anAchievement('Knots')), year, shown])));
  });
  afterAll(() => service.close());

  const attest = (by: Principal, input: object) => did<Attested>(service, by, 'attestPathwayNode', input, fields);
  const withdraw = (by: Principal, input: object) => did<Attested>(service, by, 'withdrawPathwayAttestation', input, fields);
  const mentor = () => aMember(museum.tenant, ['AWARD']);
  const anEnrolment = async (earner = newId()) => (await museum.enrol(earner, pathway)).enrolment?.id ?? '';

  it('meet a node in the role that it asks for, as long as it says, until they are withdrawn', async () => {
    const enrolmentId = await anEnrolment();
    const by = mentor();
    const given = await attest(by, { enrolmentId, node: 'year', role: 'mentor', on: '2026-05-01' });
    expect(given).toMatchObject({
      attestation: { until: '2027-05-01', withdrawnOn: null, attestedBy: publicId('Member', by.actor ?? '') },
      enrolment: { progress: { satisfied: 1 } },
      userErrors: [],
    });
    const withdrawn = await withdraw(by, { id: given.attestation?.id });
    expect(withdrawn).toMatchObject({ attestation: { withdrawnOn: '2026-06-01' }, enrolment: { progress: { satisfied: 0 } } });
    expect(codes(await withdraw(by, { id: given.attestation?.id }))).toEqual([['ATTESTATION_NOT_ALLOWED', 'id']]);
  });

  it('need evidence where the node does, and the right of the role', async () => {
    const enrolmentId = await anEnrolment();
    const reviewer = aMember(museum.tenant, ['REVIEW']);
    expect(codes(await attest(reviewer, { enrolmentId, node: 'shown', role: 'reviewer' }))).toEqual([['FIELD_MISSING', 'evidence']]);
    expect(codes(await attest(mentor(), { enrolmentId, node: 'shown', role: 'reviewer', evidence: 'evd' }))).toEqual([['ATTESTATION_NOT_ALLOWED', 'role']]);
    const given = await attest(reviewer, { enrolmentId, node: 'shown', role: 'reviewer', evidence: 'https://museum.example/log/7' });
    expect(given).toMatchObject({ enrolment: { progress: { satisfied: 1 } }, userErrors: [] });
    const { data } = await service.ask(museum.caller, 'query ($id: ID!) { enrolment(id: $id) { attestations { id role evidence on } } }', { id: enrolmentId });
    expect(data?.enrolment).toEqual({ attestations: [{ id: given.attestation?.id, role: 'reviewer', evidence: 'https://museum.example/log/7', on: '2026-06-01' }] });
  });

  it('are refused for oneself, in another role, at another kind of node, from the future, and by strangers', async () => {
    const earner = newId();
    const enrolmentId = await anEnrolment(earner);
    const self = mentor();
    await claimed(service, museum.tenant, earner, self);
    expect(codes(await attest(self, { enrolmentId, node: 'year', role: 'mentor' }))).toEqual([['ATTESTATION_NOT_ALLOWED', 'enrolmentId']]);
    expect(codes(await attest(mentor(), { enrolmentId, node: 'year', role: 'tutor' }))).toEqual([['ATTESTATION_NOT_ALLOWED', 'role']]);
    expect(codes(await attest(mentor(), { enrolmentId, node: 'k', role: 'mentor' }))).toEqual([['ATTESTATION_NOT_ALLOWED', 'node']]);
    expect(codes(await attest(mentor(), { enrolmentId, node: 'year', role: 'mentor', on: '2026-06-02' }))).toEqual([['INVALID_VALUE', 'on']]);
    expect(codes(await attest(aMember(museum.tenant, ['DESIGN']), { enrolmentId, node: 'year', role: 'mentor' }))).toEqual([['ATTESTATION_NOT_ALLOWED', 'role']]);
    expect(codes(await attest(aCaller(newId()), { enrolmentId, node: 'year', role: 'mentor' }))).toEqual([['NOT_FOUND', 'enrolmentId']]);
    expect(codes(await attest(aPerson(), { enrolmentId, node: 'year', role: 'mentor' }))).toEqual([['GRANT_MISSING', undefined]]);
    const { data } = await service.ask(museum.caller, 'query ($id: ID!) { enrolment(id: $id) { version attestations { id } } }', { id: enrolmentId });
    expect(data?.enrolment).toEqual({ version: 1, attestations: [] });
  });
});
