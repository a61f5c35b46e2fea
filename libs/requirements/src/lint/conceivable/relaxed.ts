import type { CountingNode, Edge, Node, Pathway, Policy } from '../../language/pathway.js';
import type { Selector } from '../../language/selector.js';
import { countedIn, descend, isCounting, isEdge, isSumOf } from '../../language/tree.js';

/**
 * The definition with everything taken for granted that earners can bring about by themselves: results, attestations, other
 * pathways, maintenance, and how old awards are. What cannot be satisfied even so cannot be satisfied at all.
 *
 * @param isClosed whether all achievements that a selector can find are known; where not, its node is taken for granted
 */
export function relaxed(pathway: Pathway, isClosed: (selector: Selector) => boolean): Pathway {
  const relax = (node: Node): Node => {
    if (isCounting(node)) return isConceivable(node, pathway.policy) ? (isGranted(node, isClosed) ? granted(node) : relaxedLeaf(node)) : never(node);
    if (isSumOf(node) && [...descend(node, true)].some((one) => isCounting(one) && isGranted(one, isClosed))) return granted(node);
    if ('of' in node) return { ...node, of: node.of.map((part) => (isEdge(part) ? part : relax(part))) };
    const isImpossible = node.kind === 'maintain' ? node.anchor.on === 'completion' : node.kind === 'pathwayCompleted' && node.versions?.length === 0;
    return isImpossible ? never(node) : granted(node);
  };
  const requirements: (Node | Edge)[] = [...countedIn(pathway.requirements).map(relax), ...pathway.requirements.filter(isEdge)];
  return { ...pathway, requirements, maintenance: null, offRamps: [] };
}

/** A counting node without what depends on results, and on how long ago an award was issued. */
export function relaxedLeaf<T extends CountingNode>(node: T): T {
  const { recency: _recency, validity: _validity, minResult: _minResult, repeat, ...rest } = node as T & { readonly minResult?: unknown; readonly repeat?: { readonly atMost?: number } };
  return { ...rest, ...(repeat?.atMost === undefined ? {} : { repeat: { atMost: repeat.atMost } }) } as unknown as T;
}

/** What is taken for granted is written as an attestation: see `conceivableFacts`. */
const granted = ({ id }: Node): Node => ({ id, kind: 'attested', by: 'anybody' });

const never = ({ id }: Node): Node => ({ id, kind: 'any', of: [] });

/** Entries of the ledger can be of any category, issuer and amount. */
const isGranted = (node: CountingNode, isClosed: (selector: Selector) => boolean): boolean => node.kind !== 'award' && ((node.ledger ?? 'awards') !== 'awards' || !isClosed(node.from));

/** A result that is asked by a name that its scale lacks is never reached. */
function isConceivable(node: CountingNode, { resultScales }: Policy): boolean {
  if (node.kind !== 'award' || typeof node.minResult?.atLeast !== 'string') return true;
  const { scale, atLeast } = node.minResult;
  return scale !== undefined && resultScales?.[scale] !== undefined && Object.hasOwn(resultScales[scale], atLeast);
}
