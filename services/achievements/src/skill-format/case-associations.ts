import type { AssociationText, SkillAssociationKind } from '../skill-framework/framework-text.js';
import { caseAssociations, caseMembers } from './case-terms.js';
import { isObject, type JsonObject, othersOf } from './json-source.js';
import type { Faults, Leftovers } from './reading.js';
import { addressIn } from './values.js';

interface End {
  readonly uri: string;
  /** What the source says of an end that is not in the framework. */
  readonly outside: JsonObject | null;
}

/** Reads CFAssociations. Their ends are found by identifier, else by address; what is stated twice is taken once. */
export class CaseAssociations {
  readonly read: AssociationText[] = [];
  private readonly byIdentifier: ReadonlyMap<string, string>;
  private readonly inside: ReadonlySet<string>;
  private readonly seen = new Set<string>();

  constructor(
    records: readonly { readonly uri: string; readonly identifier: string | null }[],
    private readonly faults: Faults,
    private readonly leftovers: Leftovers,
  ) {
    this.byIdentifier = new Map(records.map(({ identifier, uri }) => [identifier ?? uri, uri]));
    this.inside = new Set(records.map(({ uri }) => uri));
  }

  add(given: JsonObject, place: string): void {
    const kind = this.kind(given.associationType, place);
    const from = this.end(given.originNodeURI, `${place}.originNodeURI`);
    const to = this.end(given.destinationNodeURI, `${place}.destinationNodeURI`);
    if (!kind || !from || !to) return;
    const key = JSON.stringify([kind, from.uri, to.uri]);
    if (this.seen.has(key)) return this.leftovers.leave('CFAssociation stated twice', place);
    this.seen.add(key);
    const more = othersOf(given, caseMembers.association);
    this.read.push({
      kind,
      from: from.uri,
      to: to.uri,
      more: { ...more, ...(from.outside && { origin: from.outside }), ...(to.outside && { destination: to.outside }) },
    });
  }

  private kind(given: unknown, place: string): SkillAssociationKind | undefined {
    const kind = typeof given === 'string' && Object.hasOwn(caseAssociations, given) ? caseAssociations[given as keyof typeof caseAssociations] : undefined;
    if (typeof given !== 'string') this.faults.tell(`${place}.associationType`, 'An association has a type.');
    else if (!kind) this.leftovers.leave(`CFAssociation.associationType ${given}`, place);
    return kind;
  }

  private end(given: unknown, place: string): End | undefined {
    if (!isObject(given)) return void this.faults.tell(place, 'This is a record with identifier and uri.');
    const known = typeof given.identifier === 'string' ? this.byIdentifier.get(given.identifier.toLowerCase()) : undefined;
    if (known !== undefined) return { uri: known, outside: null };
    const uri = addressIn(given.uri, `${place}.uri`, this.faults);
    if (uri === null) return void this.faults.tell(place, 'This end names no address.');
    return { uri, outside: this.inside.has(uri) ? null : othersOf(given, new Set(['uri'])) };
  }
}
