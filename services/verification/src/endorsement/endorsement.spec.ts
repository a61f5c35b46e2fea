import { accept, checkText, decline, type Endorsement, type EndorsementState, offer, withdraw } from './endorsement.js';

const at = new Date('2026-05-01T08:00:00Z');
const inState = (state: EndorsementState): Endorsement => ({
  ...{ id: 'e', tenant: 't', endorser: 'i', kind: 'ISSUER', subject: 's', subjectTenant: 'u', subjectIssuer: 's', achievement: null },
  ...{ message: null, comment: null, state, version: 3, createdAt: at, offeredAt: null, acceptedAt: null, endedAt: null },
});

describe('the states of an endorsement', () => {
  const moves = {
    offer: (one: Endorsement) => offer(one, 'Good work.', at),
    accept: (one: Endorsement) => accept(one, at),
    decline: (one: Endorsement) => decline(one, at),
    withdraw: (one: Endorsement) => withdraw(one, at),
  };
  const allowed: Record<keyof typeof moves, Partial<Record<EndorsementState, EndorsementState>>> = {
    offer: { REQUESTED: 'OFFERED' },
    accept: { OFFERED: 'ACCEPTED' },
    decline: { REQUESTED: 'DECLINED', OFFERED: 'DECLINED' },
    withdraw: { OFFERED: 'WITHDRAWN', ACCEPTED: 'WITHDRAWN' },
  };
  const states: EndorsementState[] = ['REQUESTED', 'OFFERED', 'ACCEPTED', 'DECLINED', 'WITHDRAWN'];

  it.each(Object.keys(moves) as (keyof typeof moves)[])('lets %s happen where it is listed and refuses it anywhere else', (name) => {
    for (const state of states) {
      const moved = moves[name](inState(state));
      const to = allowed[name][state];
      if (to) expect(moved).toMatchObject({ ok: true, value: { state: to, version: 4 } });
      else expect(moved).toMatchObject({ ok: false, refusals: [{ code: 'ENDORSEMENT_STATE_INVALID' }] });
    }
  });

  it('takes a text of 1 to 2,000 characters and no other', () => {
    expect(checkText('  Fine. ', 'comment')).toEqual({ ok: true, value: 'Fine.' });
    expect([checkText(' ', 'comment').ok, checkText('x'.repeat(2_001), 'comment').ok]).toEqual([false, false]);
  });
});
