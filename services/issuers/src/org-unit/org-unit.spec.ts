import { DEPTH_MAX, movedPaths, type OrgUnit, parentOf, pathBelow } from './org-unit.js';

const now = new Date('2026-03-01T09:30:00Z');
const unit = (...path: string[]): OrgUnit => ({ id: path.at(-1) ?? '', tenant: 'tenant', name: 'Unit', path, version: 1, createdAt: now, updatedAt: now });

describe('an organisation unit', () => {
  it('lies at the top or in another', () => {
    expect(parentOf(unit('a'))).toBeNull();
    expect(parentOf(unit('a', 'b'))).toBe('a');
  });

  it('lies at most ten deep', () => {
    const deep = Array.from({ length: DEPTH_MAX }, (_, n) => `u${n}`);
    expect(pathBelow(unit(...deep.slice(1)), 'last').ok).toBe(true);
    expect(pathBelow(unit(...deep), 'last')).toMatchObject({ ok: false, refusals: [{ code: 'INVALID_VALUE', field: ['parentId'] }] });
  });

  it('takes what lies in it along', () => {
    const [b, c] = [unit('a', 'b'), unit('a', 'b', 'c')];
    expect(movedPaths(b, [b, c], unit('x', 'y'))).toEqual({ ok: true, value: [{ id: 'b', path: ['x', 'y', 'b'] }, { id: 'c', path: ['x', 'y', 'b', 'c'] }] });
    expect(movedPaths(b, [b, c], null)).toEqual({ ok: true, value: [{ id: 'b', path: ['b'] }, { id: 'c', path: ['b', 'c'] }] });
  });

  it('does not move into itself, nor too deep with what lies in it', () => {
    const [b, c] = [unit('b'), unit('b', 'c')];
    expect(movedPaths(b, [b, c], b).ok).toBe(false);
    expect(movedPaths(b, [b, c], c).ok).toBe(false);
    const nine = unit(...Array.from({ length: DEPTH_MAX - 1 }, (_, n) => `u${n}`));
    expect(movedPaths(c, [c], nine).ok).toBe(true);
    expect(movedPaths(b, [b, c], nine).ok).toBe(false);
  });
});
