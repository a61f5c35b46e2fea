import { checkNominees, decide, type Nomination } from './nomination.js';

const at = new Date('2026-11-22T10:00:00Z');
const nomination = { id: 'n', state: 'OPEN', nominatedBy: 'teacher', version: 1 } as Nomination;
const nominee = (value: string, statement = 'Led the dig.') => ({ identifier: { type: 'EMAIL' as const, value }, statement });

describe('a nomination', () => {
  test.each<[string, Nomination, string, string | null, string]>([
    ['is accepted by somebody else', nomination, 'head', 'award', 'ACCEPTED'],
    ['is refused by somebody else', nomination, 'head', null, 'REFUSED'],
    ['is not decided on by the nominator', nomination, 'teacher', 'award', 'GRANT_MISSING'],
    ['is decided on once', { ...nomination, state: 'REFUSED' }, 'head', 'award', 'NOMINATION_STATE_INVALID'],
  ])('%s', (_what, before, by, award, outcome) => {
    const decided = decide(before, by, award, at);
    expect(decided.ok ? decided.value.state : decided.refusals[0]?.code).toBe(outcome);
  });

  it('names each person once', () => {
    expect(checkNominees([nominee('Ana@example.org'), nominee('ana@EXAMPLE.org', 'Again.')])).toMatchObject({ ok: true, value: [{ statement: 'Led the dig.' }] });
  });

  it('tells all faults at once, each with its place', () => {
    const checked = checkNominees([nominee('nobody'), nominee('bo@example.org', ' ')]);
    expect(checked.ok ? [] : checked.refusals.map(({ field }) => field?.join('.'))).toEqual(['nominees.0.identifier.value', 'nominees.1.statement'].map((path) => expect.stringContaining(path)));
    expect(checkNominees([]).ok).toBe(false);
    expect(checkNominees(Array.from({ length: 251 }, (_, n) => nominee(`n${n}@example.org`))).ok).toBe(false);
  });
});
