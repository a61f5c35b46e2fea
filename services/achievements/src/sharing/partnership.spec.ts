import { partnerOf } from './partnership.js';

const partnership = { id: 'p', invitingTenant: 'north', invitedTenant: 'south', active: true };

describe('the partner of a tenant', () => {
  it('is the other side, whoever invited', () => {
    expect(partnerOf('north', partnership)).toEqual({ ok: true, value: 'south' });
    expect(partnerOf('south', partnership)).toEqual({ ok: true, value: 'north' });
  });

  it('is nobody under a partnership of others or none, and after its end', () => {
    const codeOf = (...asked: Parameters<typeof partnerOf>) => {
      const decision = partnerOf(...asked);
      return decision.ok ? null : decision.refusals[0]?.code;
    };
    expect(codeOf('west', partnership)).toBe('NOT_FOUND');
    expect(codeOf('north', undefined)).toBe('NOT_FOUND');
    expect(codeOf('north', { ...partnership, active: false })).toBe('PARTNERSHIP_STATE_INVALID');
  });
});
