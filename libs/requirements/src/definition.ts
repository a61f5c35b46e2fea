import { z } from 'zod';
import { isCivilDate, type CivilDate } from './civil-date.js';

/** Text for people: one string, or one per language tag. */
export type LocalisedText = string | Readonly<Record<string, string>>;

export type Validity = 'activeNow' | 'activeAtCompletion' | 'everEarned';
export type OnRevocation = 'suspend' | 'cascadeRevoke' | 'stands';

interface NodeBase {
  readonly id: string;
  readonly title?: LocalisedText;
  /** Display only; default 1. */
  readonly weight?: number;
  /** Shown and evaluated alone, never counted in a parent or in `total`. */
  readonly optional?: boolean;
}

export interface AwardNode extends NodeBase {
  readonly kind: 'award';
  readonly achievement: string;
  readonly acceptEquivalents?: boolean;
  /** Default `activeNow`. */
  readonly validity?: Validity;
}
export interface AllNode extends NodeBase {
  readonly kind: 'all';
  readonly of: readonly PathwayNode[];
}
export interface AnyNode extends NodeBase {
  readonly kind: 'any';
  readonly of: readonly PathwayNode[];
}
export interface NOfNode extends NodeBase {
  readonly kind: 'nOf';
  readonly n: number;
  readonly of: readonly PathwayNode[];
}
export type PathwayNode = AwardNode | AllNode | AnyNode | NOfNode;

/**
 * The definition document `cairn-pathway/1` as written by its author: defaults are not filled in, so that the hash of
 * a published version never changes when the language grows. Keys `x-…` of the document and its nodes are kept.
 */
export interface PathwayDefinition {
  readonly language: 'cairn-pathway/1';
  readonly id?: string;
  readonly version?: number;
  readonly title?: LocalisedText;
  readonly publishedOn?: CivilDate;
  readonly requirements: readonly PathwayNode[];
  /** Advice only for now: shown, never a rule. */
  readonly order?: readonly {
    readonly id?: string;
    readonly before: string;
    readonly after: string;
    readonly mode: 'advice';
  }[];
  readonly policy: {
    readonly sharing: 'shared';
    readonly enrolment?: 'implicit' | 'required';
    readonly priorAwards?: 'count' | 'ignore';
  };
  /** `enrolFrom` defaults to `publishedOn`; `enrolUntil` and `teachOutUntil` are exclusive. */
  readonly versioning?: {
    readonly enrolFrom?: CivilDate;
    readonly enrolUntil?: CivilDate;
    readonly teachOutUntil?: CivilDate;
  };
  readonly completion?: {
    readonly achievement: string;
    readonly autoIssue?: boolean;
    readonly onRevocation?: OnRevocation;
  } | null;
  readonly maintenance?: null;
  readonly offRamps?: readonly [];
}

const id = z.string().regex(/^[A-Za-z0-9_.:-]{1,64}$/, 'an id is 1 to 64 of A-Z a-z 0-9 _ . : -');
const date = z.string().refine(isCivilDate, 'not a day of the calendar (YYYY-MM-DD)');
const text = z.union([z.string(), z.record(z.string(), z.string())]);
const nodeBase = {
  id,
  title: text.optional(),
  weight: z.number().optional(),
  optional: z.boolean().optional(),
};

const nodeSchema: z.ZodType<PathwayNode> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({
      ...nodeBase,
      kind: z.literal('award'),
      achievement: id,
      acceptEquivalents: z.boolean().optional(),
      validity: z.enum(['activeNow', 'activeAtCompletion', 'everEarned']).optional(),
    }),
    z.strictObject({ ...nodeBase, kind: z.literal('all'), of: z.array(nodeSchema) }),
    z.strictObject({ ...nodeBase, kind: z.literal('any'), of: z.array(nodeSchema) }),
    z.strictObject({ ...nodeBase, kind: z.literal('nOf'), n: z.int(), of: z.array(nodeSchema) }),
  ]),
);

/** The shape alone, without `x-…` keys: every unknown key is a fault, since a rule silently ignored would qualify people wrongly. */
export const definitionSchema = z.strictObject({
  language: z.literal('cairn-pathway/1'),
  id: id.optional(),
  version: z.int().min(1).optional(),
  title: text.optional(),
  publishedOn: date.optional(),
  requirements: z.array(nodeSchema),
  order: z
    .array(z.strictObject({ id: id.optional(), before: id, after: id, mode: z.literal('advice') }))
    .optional(),
  policy: z.strictObject({
    sharing: z.literal('shared'),
    enrolment: z.enum(['implicit', 'required']).optional(),
    priorAwards: z.enum(['count', 'ignore']).optional(),
  }),
  versioning: z
    .strictObject({ enrolFrom: date.optional(), enrolUntil: date.optional(), teachOutUntil: date.optional() })
    .optional(),
  completion: z
    .strictObject({
      achievement: id,
      autoIssue: z.boolean().optional(),
      onRevocation: z.enum(['suspend', 'cascadeRevoke', 'stands']).optional(),
    })
    .nullable()
    .optional(),
  maintenance: z.null().optional(),
  offRamps: z.array(z.never()).max(0).optional(),
}) satisfies z.ZodType<unknown>;
