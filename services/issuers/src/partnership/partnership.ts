import { accepted, type Decision, refusal, refused } from '@cairn/access';

/** Two tenants that may share definitions. */
export interface Partnership {
  readonly id: string;
  /** The tenant that invited. */
  readonly tenant: string;
  readonly invitingName: string;
  readonly invited: string;
  readonly invitedName: string;
  readonly state: 'INVITED' | 'ACTIVE' | 'DECLINED' | 'ENDED';
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export type Act = 'ACCEPT' | 'DECLINE' | 'END';

/** The invited tenant accepts or declines; either ends what is in force; the inviting one takes an invitation back. */
export function act(partnership: Partnership, tenant: string, what: Act, now: Date): Decision<Partnership> {
  const to = nextState(partnership, tenant === partnership.invited, what);
  if (!to) return refused(refusal('PARTNERSHIP_STATE_INVALID', `The partnership is ${partnership.state.toLowerCase()}.`, 'id'));
  return accepted({ ...partnership, state: to, version: partnership.version + 1, updatedAt: now });
}

function nextState({ state }: Partnership, isInvited: boolean, what: Act): Partnership['state'] | undefined {
  if (state === 'ACTIVE') return what === 'END' ? 'ENDED' : undefined;
  if (state !== 'INVITED') return undefined;
  if (isInvited) return what === 'ACCEPT' ? 'ACTIVE' : 'DECLINED';
  return what === 'END' ? 'DECLINED' : undefined;
}
