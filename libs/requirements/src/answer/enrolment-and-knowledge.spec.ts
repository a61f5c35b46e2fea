import type { Pathway } from '../language/pathway.js';
import { aPathway, all, award, held, nOf } from './testing/pathway-builder.js';
import { evaluated, type Held, type PlainFacts } from './testing/plain-facts.js';

const ask = (definition: Pathway, awards: Held[], asOf: string, more: Partial<PlainFacts> = {}) => evaluated(definition, { enrolment: null, awards, asOf, ...more });
const node = (result: ReturnType<typeof ask>, id: string) => result.nodes?.find((found) => found.id === id);

describe('enrolment and knowledge', () => {
  const pathway = aPathway([award('A'), award('B')]);
  const awards = [held('a', 'A', '2025-01-01'), held('b', 'B', '2025-02-01')];

  it('never completes before the enrolment', () => {
    const enrolment = { enrolledOn: '2025-05-01' };
    expect(ask(pathway, awards, '2025-04-30', { enrolment })).toMatchObject({
      governingVersion: null,
      total: 0,
      nodes: [],
      state: 'NOT_STARTED',
    });
    expect(ask(pathway, awards, '2025-05-01', { enrolment })).toMatchObject({
      completedOn: '2025-05-01',
      complete: true,
    });
  });

  it('leaves out awards from before the enrolment where the policy says so, and not on its day', () => {
    const definition = { ...pathway, policy: { sharing: 'shared', priorAwards: 'ignore' } } as const;
    const result = ask(definition, awards, '2025-06-01', { enrolment: { enrolledOn: '2025-02-01' } });
    expect(result).toMatchObject({ satisfied: 1, complete: false });
    expect(node(result, 'B')?.alone).toBe(true);
    expect(ask(definition, awards, '2025-06-01').complete).toBe(true);
  });

  it('cannot be completed without an enrolment where one is required', () => {
    const definition = aPathway([award('A')], { policy: { enrolment: 'required' } });
    expect(ask(definition, awards, '2025-06-01')).toMatchObject({
      governingVersion: null,
      complete: false,
      total: 0,
    });
    expect(
      ask(definition, awards, '2025-06-01', { enrolment: { enrolledOn: '2025-03-01' } }).completedOn,
    ).toBe('2025-03-01');
  });

  it('reaches no completion from the day of withdrawal, and keeps an earlier one', () => {
    const withdrawnOn = '2025-02-01';
    expect(
      ask(pathway, awards, '2025-06-01', { enrolment: { enrolledOn: '2025-01-01', withdrawnOn } }),
    ).toMatchObject({
      complete: false,
      state: 'WITHDRAWN',
      completedOn: null,
      satisfied: 2,
      total: 2,
    });
    const later = { enrolledOn: '2025-01-01', withdrawnOn: '2025-02-02' };
    expect(ask(pathway, awards, '2025-06-01', { enrolment: later })).toMatchObject({
      complete: true,
      state: 'COMPLETE',
    });
    expect(ask(pathway, awards, '2025-01-31', { enrolment: later })).toMatchObject({ state: 'IN_PROGRESS' });
  });

  it('governs without enrolment only while the version is open, and for good once completed', () => {
    const open = aPathway([award('A'), award('B')], {
      versioning: { enrolFrom: '2025-03-01', enrolUntil: '2025-04-01' },
    });
    expect(ask(open, awards, '2025-02-28').governingVersion).toBeNull();
    expect(ask(open, awards, '2025-06-01')).toMatchObject({ governingVersion: 1, completedOn: '2025-03-01' });
    const late = [awards[0]!, held('b', 'B', '2025-04-01')];
    expect(ask(open, late, '2025-03-31')).toMatchObject({ governingVersion: 1, satisfied: 1 });
    expect(ask(open, late, '2025-04-01')).toMatchObject({
      governingVersion: null,
      completedOn: null,
      complete: false,
    });
  });

  it('takes nothing away at the end of teach-out, but lets nobody complete afterwards', () => {
    const definition = aPathway([award('A'), award('B')], { versioning: { teachOutUntil: '2025-03-01' } });
    const enrolment = { enrolledOn: '2025-01-01' };
    expect(ask(definition, awards, '2025-06-01', { enrolment })).toMatchObject({
      complete: true,
      completedOn: '2025-02-01',
    });
    const late = [awards[0]!, held('b', 'B', '2025-03-01')];
    expect(ask(definition, late, '2025-06-01', { enrolment })).toMatchObject({
      governingVersion: null,
      complete: false,
      satisfied: 0,
    });
  });

  it('is not started until an award counts somewhere, and says so whatever else the earner holds', () => {
    expect(ask(pathway, [held('x', 'X', '2025-01-01')], '2025-06-01').state).toBe('NOT_STARTED');
    expect(ask(aPathway([all('r', award('A'), award('C'))]), awards, '2025-06-01')).toMatchObject({
      state: 'IN_PROGRESS',
      satisfied: 0,
    });
  });

  it('calls what is satisfied with nothing vacuous, and dates it by the enrolment only', () => {
    const empty = aPathway([nOf('r', 0, award('A'))]);
    expect(ask(empty, awards, '2025-06-01')).toMatchObject({
      vacuous: true,
      complete: true,
      state: 'COMPLETE',
      completedOn: null,
      currentSince: null,
      intervals: [],
    });
    expect(ask(empty, [], '2025-06-01', { enrolment: { enrolledOn: '2025-05-05' } })).toMatchObject({
      vacuous: true,
      complete: true,
      completedOn: '2025-05-05',
      currentSince: '2025-05-05',
    });
    expect(ask(pathway, awards, '2025-06-01').vacuous).toBe(false);
  });
});
