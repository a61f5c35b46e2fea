import { newEnrolment } from './new-enrolment.js';
import { adopt } from './adoption.js';

const given = { tenant: 't', earner: 'e', pathway: 'p', pathwayVersion: 'v1', enrolledOn: '2026-03-01', withdrawnOn: null, partnerReference: null };
const made = newEnrolment(given, { access: 'PUBLIC', approval: 'NOT_NEEDED' }, new Date(0));
const asked = { pathwayVersion: 'v2', enrolledOn: '2026-05-01', withdrawnOn: null, partnerReference: 'r' };

describe('an enrolment that an award made and that is asked for', () => {
  it('begins on the day asked, in the version of that day, under the reference', () => {
    expect(adopt(made, asked, new Date(1))).toMatchObject({ id: made.id, pathwayVersion: 'v2', enrolledOn: '2026-05-01', partnerReference: 'r', state: 'ACTIVE', version: 2, told: 2 });
  });

  it('keeps its day once it is completed, unless an earlier one is asked', () => {
    const completed = { ...made, state: 'COMPLETED' as const };
    expect(adopt(completed, asked, new Date(1))).toMatchObject({ pathwayVersion: 'v1', enrolledOn: '2026-03-01', partnerReference: 'r' });
    expect(adopt(completed, { ...asked, enrolledOn: '2026-01-01' }, new Date(1))).toMatchObject({ pathwayVersion: 'v2', enrolledOn: '2026-01-01' });
  });

  it('takes over a withdrawal', () => {
    expect(adopt(made, { ...asked, withdrawnOn: '2026-05-02' }, new Date(1))).toMatchObject({ state: 'WITHDRAWN', withdrawnOn: '2026-05-02' });
  });
});
