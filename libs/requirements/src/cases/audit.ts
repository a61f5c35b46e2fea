import type { AwardFact, EarnerFacts, Metadata, World } from '../facts/facts.js';
import type { Node, Pathway } from '../language/pathway.js';

/** A programme in the grammar published by GraduateNU, with the cases to judge it by (case-format.md, section 7). */
export interface AuditProgramme {
  readonly pid: string;
  readonly name?: string;
  readonly sections: readonly AuditSection[];
  readonly cases?: readonly AuditCase[];
}

export interface AuditSection {
  readonly type: 'SECTION';
  readonly title?: string;
  readonly requirements: readonly AuditNode[];
  readonly minRequirementCount: number;
}

export interface AuditCourse {
  readonly type: 'COURSE';
  readonly subject: string;
  readonly classId: number;
}

export type AuditNode =
  | AuditSection
  | AuditCourse
  | { readonly type: 'AND' | 'OR'; readonly courses: readonly AuditNode[] }
  | { readonly type: 'XOM'; readonly courses: readonly AuditNode[]; readonly numCreditsMin: number }
  | { readonly type: 'RANGE'; readonly subject: string; readonly idRangeStart: number; readonly idRangeEnd: number; readonly exceptions: readonly { readonly subject: string; readonly classId: number }[] };

export interface AuditAward {
  readonly subject: string;
  readonly classId: number;
  readonly credits: number;
}

export interface AuditCase {
  readonly id: string;
  readonly awards: readonly AuditAward[];
  readonly expected: {
    readonly complete: boolean;
    readonly sections: readonly { readonly title?: string; readonly satisfiableAlone: boolean }[];
    readonly maxSectionsSatisfiedTogether: number;
    readonly sectionsTotal: number;
  };
}

/** The programme as a pathway: every award counts at most once in the whole of it. */
export function pathwayOfProgramme({ pid, sections }: Pick<AuditProgramme, 'pid' | 'sections'>): Pathway {
  let count = 0;
  const nodeOf = (node: AuditNode): Node => {
    const id = `n${count++}`;
    switch (node.type) {
      case 'SECTION':
        return { id, kind: 'nOf', n: Math.max(0, node.minRequirementCount), of: node.requirements.map(nodeOf) };
      case 'AND':
        return { id, kind: 'all', of: node.courses.map(nodeOf) };
      case 'OR':
        return { id, kind: 'any', of: node.courses.map(nodeOf) };
      case 'XOM':
        return { id, kind: 'sum', measure: 'credits', atLeast: Math.max(0, node.numCreditsMin), of: node.courses.map(nodeOf) };
      case 'RANGE': {
        const { subject, idRangeStart: from, idRangeEnd: to, exceptions } = node;
        const exclude = exceptions.length > 0 ? { exclude: { achievementIn: exceptions.map(courseOf) } } : {};
        return { id, kind: 'count', atLeast: 1, from: { codeRange: { subject, from, to }, ...exclude } };
      }
      case 'COURSE':
        return { id, kind: 'award', achievement: courseOf(node) };
    }
  };
  return { id: pid.replace(/[^A-Za-z0-9_.:-]/g, '_').slice(0, 64), policy: { sharing: 'exclusive' }, requirements: sections.map(nodeOf) };
}

const courseOf = ({ subject, classId }: { readonly subject: string; readonly classId: number }): string => `${subject}:${classId}`;

const nothing: Metadata = { issuer: null, type: null, tags: [], skills: [], level: null, groups: [], series: null, assessed: false, measures: {} };

/** Courses may be taken again: each element of `awards` counts for itself. */
export const auditWorld: World = {
  isRepeatable: () => true,
  codeOf: (achievement) => {
    const at = achievement.lastIndexOf(':');
    return { subject: achievement.slice(0, at), number: Number(achievement.slice(at + 1)) };
  },
  metadataOn: () => nothing,
  metadataDays: () => [],
  tierOf: () => null,
  trustGroups: () => [],
  isAtOrBelow: (skill, ancestor) => skill === ancestor,
};

/** There are no dates in this format: every award is of one day. */
export const AUDIT_DAY = '2026-01-01';

export function factsOfAudit({ awards }: Pick<AuditCase, 'awards'>): EarnerFacts {
  const facts = awards.map((award, at): AwardFact => ({
    id: `a${at}`,
    achievement: courseOf(award),
    issuedOn: AUDIT_DAY,
    expiresOn: null,
    revokedOn: null,
    suspensions: [],
    result: null,
    snapshot: { ...nothing, measures: { credits: Math.round(award.credits * 100) } },
    stated: {},
    entry: false,
  }));
  return { enrolment: null, awards: facts, attestations: [], exceptions: [], others: new Map() };
}
