import { type Envelope, awardIssued, awardRevoked } from '@cairn/events';
import type { Tx } from '@cairn/postgres';
import { Hearing, TooEarly } from './hearing.js';
import { listenTo, listenToRuns, type Listener } from './listener.js';
import type { ValidRecord } from './sorted-records.js';

const event = (id: string, type: string, tenantid = 'T') => ({ event: { id, type, tenantid } as Envelope, record: {} }) as unknown as ValidRecord;
const issued = (id: string, tenant?: string) => event(id, awardIssued.type, tenant);
const revoked = (id: string) => event(id, awardRevoked.type);

/** Every event is new. */
const tx = { query: (_text: string, [ids]: [string[]]) => Promise.resolve([...new Set(ids)].map((id) => ({ event: id }))) } as unknown as Tx;

describe('hearing', () => {
  let heard: string[][];
  beforeEach(() => {
    heard = [];
  });
  const note = (events: readonly { readonly id: string }[]) => Promise.resolve((heard.push(events.map(({ id }) => id)), 'applied' as const));
  const inRuns = listenToRuns(awardIssued, (_tx, events) => note(events));
  const singly = listenTo(awardIssued, (_tx, one) => note([one]));
  const revocations = listenTo(awardRevoked, (_tx, one) => note([one]));
  const hear = (listeners: Listener[], ...records: ValidRecord[]) => new Hearing(listeners).hear(tx, records);

  it('hears together what follows one another of one type and one tenant, in order', async () => {
    await hear([inRuns, revocations], issued('1'), issued('2'), revoked('3'), issued('4'), issued('5', 'U'), issued('6', 'U'));
    expect(heard).toEqual([['1', '2'], ['3'], ['4'], ['5', '6']]);
  });

  it('hears one by one where one of the listeners wants it so', async () => {
    await hear([inRuns, singly], issued('1'), issued('2'));
    expect(heard).toEqual([['1'], ['1'], ['2'], ['2']]);
  });

  it('hears an event once that is twice in a batch', async () => {
    await hear([inRuns], issued('1'), issued('1'), issued('2'));
    expect(heard).toEqual([['1', '2']]);
  });

  it('is too early for all when it is for one', async () => {
    const early = listenToRuns(awardIssued, () => Promise.resolve('early'));
    await expect(hear([early], issued('1'), issued('2'))).rejects.toBeInstanceOf(TooEarly);
  });
});
