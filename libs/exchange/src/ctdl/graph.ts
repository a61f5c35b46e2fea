import type { LocalisedText } from '@cairn/requirements';
import { isObject, type JsonObject, step } from '../reading/json-value.js';
import { addressIn, idIn, termOf, textsIn, valuesOf } from './terms.js';

/** One thing of a CTDL document: a pathway, a component, a condition, a constraint, a credential. */
export class Thing {
  readonly types = new Set<string>();
  private readonly values = new Map<string, { readonly value: unknown; readonly pointer: string }[]>();

  constructor(
    readonly id: string,
    private where: string,
    /** Whether the document names it, so that others may refer to it. */
    readonly named: boolean,
  ) {}

  /** Where the document says something of it, else where it is mentioned first. */
  get pointer(): string {
    return this.where;
  }

  get name(): LocalisedText | null {
    return textsIn(this.of('name'));
  }

  get description(): LocalisedText | null {
    return textsIn(this.of('description'));
  }

  of(term: string): readonly unknown[] {
    return this.placed(term).map(({ value }) => value);
  }

  /** Values with where the document has them. */
  placed(term: string): readonly { readonly value: unknown; readonly pointer: string }[] {
    return this.values.get(term) ?? [];
  }

  addresses(term: string): readonly string[] {
    return this.of(term).flatMap((value) => addressIn(value) ?? []);
  }

  get terms(): readonly string[] {
    return [...this.values.keys()];
  }

  /** What is said twice, in two places, is said once. */
  add(term: string, value: unknown, pointer: string): void {
    const values = this.values.get(term) ?? [];
    if (!values.some((known) => known.value === value)) values.push({ value, pointer });
    this.values.set(term, values);
  }

  describedAt(pointer: string): void {
    if (this.values.size === 0 && this.types.size === 0) this.where = pointer;
  }
}

/** Whatever a document says of each thing, wherever it says it. */
export class CtdlGraph {
  private readonly things = new Map<string, Thing>();

  get all(): readonly Thing[] {
    return [...this.things.values()];
  }

  thing(id: string): Thing | null {
    return this.things.get(id) ?? this.things.get(id.replace(/^res:/, '')) ?? null;
  }

  /** A value as the thing that it is or refers to. */
  target({ value, pointer }: { readonly value: unknown; readonly pointer: string }): Thing | null {
    if (isObject(value) && idIn(value) === null) return this.things.get(unnamed(pointer)) ?? null;
    const address = addressIn(value);
    return address === null ? null : this.thing(address);
  }

  read(documents: readonly unknown[]): this {
    documents.forEach((document, at) => this.walk(document, documents.length > 1 ? step(at) : ''));
    return this;
  }

  /** One more object, with a pointer of the reader's own. */
  readAt(object: JsonObject, pointer: string): this {
    this.walk(object, pointer);
    return this;
  }

  private walk(value: unknown, pointer: string): void {
    if (Array.isArray(value)) value.forEach((one, at) => this.walk(one, pointer + step(at)));
    else if (isObject(value)) this.object(value, pointer);
  }

  private object(object: JsonObject, pointer: string): void {
    const isGraph = Object.hasOwn(object, '@graph');
    const thing = isGraph || Object.hasOwn(object, '@value') ? null : this.at(idIn(object), pointer);
    if (Object.keys(object).length > 1) thing?.describedAt(pointer);
    for (const [name, value] of Object.entries(object)) {
      if (name === '@context') continue;
      const term = termOf(name);
      if (term === 'type') for (const type of valuesOf(value)) thing?.types.add(termOf(String(type)));
      else if (term !== 'id' && thing) this.say(thing, term, value, pointer + step(name));
      this.walk(value, pointer + step(name));
    }
  }

  private say(thing: Thing, term: string, value: unknown, pointer: string): void {
    if (Array.isArray(value)) value.forEach((one, at) => thing.add(term, one, pointer + step(at)));
    else thing.add(term, value, pointer);
  }

  private at(id: string | null, pointer: string): Thing {
    const key = id ?? unnamed(pointer);
    const thing = this.things.get(key) ?? new Thing(key, pointer, id !== null && !id.startsWith('_:'));
    this.things.set(key, thing);
    return thing;
  }
}

const unnamed = (pointer: string): string => `_:at${pointer}`;
