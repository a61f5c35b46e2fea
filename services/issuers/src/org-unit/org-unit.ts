import { accepted, type Decision, refusal, refused } from '@cairn/access';

/** A part of a tenant's organisation: a faculty, a chapter, a member institution. Issuers lie in units, units in units. */
export interface OrgUnit {
  readonly id: string;
  readonly tenant: string;
  readonly name: string;
  /** Ids from the topmost unit down to this one. */
  readonly path: readonly string[];
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Most units from the top down to an issuer. */
export const DEPTH_MAX = 10;

/** The unit that a unit lies in; null: directly under the tenant. */
export const parentOf = ({ path }: Pick<OrgUnit, 'path'>): string | null => path.at(-2) ?? null;

/** The path of a unit below another, or at the top. */
export function pathBelow(parent: Pick<OrgUnit, 'path'> | null, id: string): Decision<readonly string[]> {
  const path = [...(parent?.path ?? []), id];
  return path.length > DEPTH_MAX ? refused(tooDeep) : accepted(path);
}

/** The paths of a unit and of everything in it after a move. A unit cannot lie in itself or in what lies in it. */
export function movedPaths(unit: OrgUnit, inside: readonly OrgUnit[], parent: OrgUnit | null): Decision<readonly Pick<OrgUnit, 'id' | 'path'>[]> {
  if (parent?.path.includes(unit.id)) return refused(refusal('INVALID_VALUE', 'A unit cannot lie in itself.', 'parentId'));
  const top = parent?.path ?? [];
  const moved = inside.map(({ id, path }) => ({ id, path: [...top, ...path.slice(unit.path.length - 1)] }));
  return moved.some(({ path }) => path.length > DEPTH_MAX) ? refused(tooDeep) : accepted(moved);
}

const tooDeep = refusal('INVALID_VALUE', `Units lie at most ${DEPTH_MAX} deep.`, 'parentId');
