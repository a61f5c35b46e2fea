import type { CivilDate } from '../civil-date.js';
import type { Duration } from '../duration.js';
import type { Cap, Floor, GroupBy, Unit } from './constraints.js';
import type { Selector } from './selector.js';

/** Text for people: one string, or one per language tag. */
export type LocalisedText = string | Readonly<Record<string, string>>;

export type Validity = 'activeNow' | 'activeAtCompletion' | 'everEarned';
export type OnRevocation = 'suspend' | 'cascadeRevoke' | 'stands';

/** The requirement language as a whole (pathways.md sections 1 to 7). Amounts are numbers of at most two decimals, as written. */
export interface Pathway {
  readonly language?: 'cairn-pathway/1';
  readonly id?: string;
  readonly version?: number;
  readonly title?: LocalisedText;
  readonly publishedOn?: CivilDate;
  readonly requirements: readonly (Node | Edge)[];
  readonly order?: readonly Edge[];
  readonly policy: Policy;
  readonly versioning?: Versioning;
  readonly completion?: Badge | null;
  readonly maintenance?: Maintenance | null;
  readonly offRamps?: readonly OffRamp[];
}

export interface NodeBase {
  readonly id: string;
  readonly title?: LocalisedText;
  readonly weight?: number;
  readonly optional?: boolean;
  readonly milestone?: Badge;
}

/** What a node says of the days on which an award counts. */
export interface Dating {
  readonly validity?: Validity;
  readonly recency?: { readonly within: Duration; readonly of?: 'asOf' | 'completion' };
}

export interface Award extends NodeBase, Dating {
  readonly kind: 'award';
  readonly achievement: string;
  readonly acceptEquivalents?: boolean;
  readonly minResult?: { readonly scale?: string; readonly atLeast: number | string };
  readonly minLevel?: number;
  readonly where?: Selector;
}

/** What `count` and `sum` with `from` have in common. */
export interface Pool extends NodeBase, Dating {
  readonly from: Selector;
  readonly ledger?: 'awards' | 'entries' | 'both';
  readonly atLeast: number;
  readonly caps?: readonly Cap[];
  readonly floors?: readonly Floor[];
  readonly perGroupAtMost?: { readonly by: GroupBy; readonly atMost: number; readonly unit?: Unit };
  readonly distinctGroupsAtLeast?: { readonly by: GroupBy; readonly atLeast: number };
  readonly repeat?: { readonly atMost?: number; readonly minGap?: Duration };
}

export interface Count extends Pool {
  readonly kind: 'count';
  readonly distinctBy?: 'unit' | 'achievement' | 'series' | 'issuer' | 'skill';
}

export interface Sum extends Pool {
  readonly kind: 'sum';
  readonly measure: string;
}

/** A sum over what its children count. */
export interface SumOf extends Omit<Pool, 'from'> {
  readonly kind: 'sum';
  readonly measure: string;
  readonly of: readonly (Node | Edge)[];
}

export interface Group extends NodeBase {
  readonly kind: 'all' | 'any';
  readonly of: readonly (Node | Edge)[];
}

export interface NOf extends NodeBase {
  readonly kind: 'nOf';
  readonly n: number;
  readonly of: readonly (Node | Edge)[];
}

export interface PathwayCompleted extends NodeBase {
  readonly kind: 'pathwayCompleted';
  readonly pathway: string;
  readonly versions?: 'any' | readonly number[];
  readonly state?: 'current' | 'completed';
}

export interface Attested extends NodeBase {
  readonly kind: 'attested';
  readonly by: string;
  readonly evidence?: boolean;
  readonly validFor?: Duration;
}

export interface Maintenance {
  readonly anchor: { readonly on: 'award' | 'completion' | 'enrolment' | 'date'; readonly achievement?: string; readonly date?: CivilDate };
  readonly cycle: Duration;
  readonly grace?: Duration;
  readonly reinstateWithin?: Duration;
  readonly carryOver?: { readonly atMost: number };
  readonly node: Node;
}

export interface Maintain extends NodeBase, Maintenance {
  readonly kind: 'maintain';
}

export type CountingNode = Award | Count | Sum;
export type Node = CountingNode | SumOf | Group | NOf | PathwayCompleted | Attested | Maintain;

/** An edge is a constraint, never a child; also accepted among nodes, with `kind` order (section 5). */
export interface Edge {
  readonly kind?: 'order';
  readonly id?: string;
  readonly before: string;
  readonly after: string;
  readonly mode: 'strictlyAfter' | 'onOrAfter' | 'corequisite' | 'advice';
  readonly within?: Duration;
}

export interface Policy {
  readonly sharing: 'shared' | 'exclusive' | 'exclusiveSums';
  readonly exclusivityGroups?: readonly (readonly string[])[];
  readonly maySharePairs?: readonly (readonly string[])[];
  readonly maxSharedAwards?: number;
  readonly maxSharedMeasure?: { readonly measure: string; readonly atMost: number };
  readonly crossPathway?: readonly { readonly pathways: readonly string[]; readonly maxSharedAwards: number }[];
  readonly equivalences?: readonly Equivalence[];
  readonly acceptedIssuers?: Selector;
  readonly levelScale?: Readonly<Record<string, number>>;
  readonly resultScales?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly conversions?: readonly { readonly from: string; readonly to: string; readonly factor: number }[];
  readonly metadata?: 'atAward' | 'latest';
  readonly enrolment?: 'implicit' | 'required';
  readonly priorAwards?: 'count' | 'ignore';
}

/** B may stand for A if it was issued in [from, until). */
export interface Equivalence {
  readonly of: string;
  readonly accepts: string;
  readonly direction?: 'oneWay' | 'twoWay';
  readonly from?: CivilDate;
  readonly until?: CivilDate;
  readonly antirequisite?: boolean;
}

export interface Versioning {
  readonly enrolFrom?: CivilDate;
  readonly enrolUntil?: CivilDate;
  readonly teachOutUntil?: CivilDate;
  readonly successor?: number;
  readonly appliesToEnrolledIn?: { readonly versions: readonly number[]; readonly from: CivilDate; readonly mode: 'alternative' | 'replace'; readonly reason?: string };
}

export interface Badge {
  readonly achievement: string;
  readonly autoIssue?: boolean;
  readonly onRevocation?: OnRevocation;
}

export interface OffRamp {
  readonly id: string;
  readonly title?: LocalisedText;
  readonly achievement?: string;
  readonly when?: 'withdrawal' | 'request' | 'always';
  readonly node: Node | { readonly ref: string };
}
