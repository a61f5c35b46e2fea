import type { PathwayNode } from '../definition.js';

/** A node of a published degree programme in the `audit` format (case-format.md section 7). */
export interface AuditNode {
  readonly type: 'SECTION' | 'AND' | 'OR' | 'XOM' | 'RANGE' | 'COURSE';
  readonly minRequirementCount?: number;
  readonly requirements?: readonly AuditNode[];
  readonly courses?: readonly AuditNode[];
  readonly subject?: string;
  readonly classId?: number;
}
export interface AuditProgramme {
  readonly pid: string;
  readonly sections: readonly AuditNode[];
  readonly cases: readonly {
    readonly id: string;
    readonly awards: readonly { readonly subject: string; readonly classId: number }[];
    readonly expected: {
      readonly complete: boolean;
      readonly sections: readonly { readonly satisfiableAlone: boolean }[];
      readonly maxSectionsSatisfiedTogether: number;
      readonly sectionsTotal: number;
    };
  }[];
}

export const courseId = ({ subject, classId }: { subject?: string; classId?: number }): string =>
  `${subject}.${classId}`;
export const childrenOf = (node: AuditNode): readonly AuditNode[] => node.requirements ?? node.courses ?? [];
const within = (node: AuditNode): AuditNode[] => [node, ...childrenOf(node).flatMap(within)];

/** The format lets an award count once, this release many times: both agree where no course stands at two nodes. */
export function namesEachCourseOnce(nodes: readonly AuditNode[]): boolean {
  const courses = nodes.flatMap(within).flatMap((node) => (node.type === 'COURSE' ? courseId(node) : []));
  return new Set(courses).size === courses.length;
}

export function usesOnlyConditions(node: AuditNode): boolean {
  return within(node).every(({ type }) => type !== 'XOM' && type !== 'RANGE');
}

/** Only for a node of which `usesOnlyConditions` is true. */
export function nodeOf(node: AuditNode, id: string): PathwayNode {
  if (node.type === 'COURSE') return { id, kind: 'award', achievement: courseId(node) };
  const of = childrenOf(node).map((child, at) => nodeOf(child, `${id}.${at}`));
  if (node.type === 'SECTION') return { id, kind: 'nOf', n: node.minRequirementCount ?? 0, of };
  return { id, kind: node.type === 'AND' ? 'all' : 'any', of };
}
