import { accepted, type Decision, type Refusal, refusal, refused } from '@cairn/access';
import type { Node } from '@cairn/requirements';

export type ExceptionKind = 'waive' | 'substitute' | 'reduce';

/** An exception for one earner at one node (pathways.md S9). In force on [from, until). Ids are bare. */
export interface NodeException {
  readonly id: string;
  readonly tenant: string;
  readonly enrolment: string;
  readonly node: string;
  readonly kind: ExceptionKind;
  readonly award: string | null;
  readonly amount: number | null;
  readonly reason: string;
  /** Public id of the member or program that made it. */
  readonly grantedBy: string;
  readonly from: string;
  readonly until: string | null;
  readonly recordedAt: Date;
}

/** What is asked for; ids are bare, days as given. */
export interface ExceptionWish {
  readonly node: string;
  readonly kind: ExceptionKind;
  readonly award: string | null;
  readonly amount: number | null;
  readonly reason: string;
  readonly from: string;
  readonly until: string | null;
}

/** What the wish is held against: the node, if a governing version has one of that id, and whether the award is the earner's. */
export interface ExceptionGround {
  readonly node: Node | undefined;
  readonly holdsAward: boolean;
  readonly today: string;
}

const reasonMax = 1_000;

/** Every fault at once. */
export function checkException(wish: ExceptionWish, { node, holdsAward, today }: ExceptionGround): Decision<ExceptionWish> {
  const faults: Refusal[] = [];
  const reason = wish.reason.trim();
  if (reason.length < 1 || reason.length > reasonMax) faults.push(refusal('INVALID_VALUE', `A reason has 1 to ${reasonMax} characters.`, 'reason'));
  if (wish.from > today) faults.push(refusal('INVALID_VALUE', `The day is in the future; today is ${today}.`, 'from'));
  if (wish.until !== null && wish.until <= wish.from) faults.push(refusal('INVALID_VALUE', 'It has to end after its first day.', 'until'));
  if (node === undefined) faults.push(invalid(`No version that governs the enrolment has a node \`${wish.node}\`.`, 'node'));
  else faults.push(...checkKind(wish, node, holdsAward));
  return faults.length > 0 ? refused(...faults) : accepted({ ...wish, reason });
}

function checkKind({ kind, award, amount }: ExceptionWish, node: Node, holdsAward: boolean): Refusal[] {
  const faults: Refusal[] = [];
  if (kind !== 'substitute' && award !== null) faults.push(invalid('Only a substitution names an award.', 'awardId'));
  if (kind !== 'reduce' && amount !== null) faults.push(invalid('Only a reduction names an amount.', 'amount'));
  if (kind === 'substitute') {
    if (!countsAwards(node)) faults.push(invalid(`A node of kind ${node.kind} counts no award; name one that does.`, 'node'));
    if (award === null) faults.push(invalid('Name the award that stands for the node.', 'awardId'));
    else if (!holdsAward) faults.push(invalid('The earner has no such award.', 'awardId'));
  }
  if (kind === 'reduce') {
    if (node.kind !== 'count' && node.kind !== 'sum' && node.kind !== 'nOf') faults.push(invalid(`A node of kind ${node.kind} asks for no amount; only count, sum and nOf do.`, 'node'));
    if (amount === null || !isAmount(amount, node.kind === 'sum')) {
      faults.push(invalid(node.kind === 'sum' ? 'More than 0, with at most two decimals.' : 'A whole number, 1 or more.', 'amount'));
    }
  }
  return faults;
}

const countsAwards = (node: Node): boolean => node.kind === 'award' || node.kind === 'count' || (node.kind === 'sum' && !('of' in node));

const isAmount = (amount: number, decimals: boolean): boolean =>
  amount > 0 && amount < 10_000_000 && (decimals ? Math.abs(amount * 100 - Math.round(amount * 100)) < 1e-6 : Number.isInteger(amount));

/** The exception over from a day on. It may be shortened, never lengthened. */
export function endException(exception: NodeException, on: string, today: string): Decision<NodeException> {
  if (on > today) return refused(refusal('INVALID_VALUE', `The day is in the future; today is ${today}.`, 'on'));
  if (on < exception.from) return refused(refusal('INVALID_VALUE', `The exception began on ${exception.from}; it cannot end before.`, 'on'));
  if (exception.until !== null && exception.until <= on) return refused(invalid(`The exception was over on ${exception.until}.`, 'id'));
  return accepted({ ...exception, until: on });
}

const invalid = (message: string, field: string): Refusal => refusal('EXCEPTION_INVALID', message, field);
