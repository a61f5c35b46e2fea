import type { AssociationText, FrameworkText, Kept, SkillAssociationKind, SkillText } from '../skill-framework/framework-text.js';
import type { EscoNames } from './esco-reader.js';
import type { Faults, Leftovers, Unmapped } from './reading.js';
import { addressIn, inLanguage, languageIn, textIn } from './values.js';

/** What a row says of a skill. */
interface EscoCells {
  readonly name: string | undefined;
  readonly type: string | null;
  readonly description?: string | undefined;
  readonly alternatives?: readonly string[];
  readonly scopeNote?: string | undefined;
  readonly reuseLevel?: string | undefined;
  readonly status?: string | undefined;
}

/** A framework in the making: tables say the same thing several times, and complete one another. */
export class EscoFramework {
  private readonly skills = new Map<string, SkillText>();
  private readonly associations = new Map<string, AssociationText>();
  private readonly language: string;

  constructor(
    private readonly names: EscoNames,
    private readonly faults: Faults,
    private readonly leftovers: Leftovers,
  ) {
    this.language = languageIn(names.language, 'und');
  }

  skill(given: string, place: string, { name, type, description, alternatives = [], ...more }: EscoCells): void {
    const uri = addressIn(given, place, this.faults);
    const text = textIn(name, place, this.faults);
    if (uri === null || text === null) return this.faults.tell(place, 'A skill has an address and a name.');
    const known = this.skills.get(uri);
    const before = known?.names[0]?.text;
    if (before !== undefined && before !== text) return this.faults.tell(place, `${uri} was called something else before: an address stands for one skill.`);
    const told = inLanguage(textIn(description, place, this.faults), this.language);
    const others = [...new Set([...(known?.alternatives ?? []).map((one) => one.text), ...alternatives])];
    this.skills.set(uri, {
      uri,
      identifier: null,
      code: codeIn(uri),
      type: known?.type ?? type,
      names: inLanguage(text, this.language),
      descriptions: known && known.descriptions.length > 0 ? known.descriptions : told,
      alternatives: others.map((one) => ({ text: one, language: this.language })),
      more: { ...known?.more, ...stated(more) },
    });
  }

  associate(kind: SkillAssociationKind, from: string, to: string, place: string, more: Kept = {}): void {
    const [start, end] = [addressIn(from, place, this.faults), addressIn(to, place, this.faults)];
    if (start === null || end === null) return this.faults.tell(place, 'An association has two addresses.');
    this.associations.set(`${kind} ${start} ${end}`, { kind, from: start, to: end, more });
  }

  leave(what: string, place: string): void {
    this.leftovers.leave(what, place);
  }

  get unmapped(): Unmapped[] {
    return this.leftovers.unmapped;
  }

  get text(): FrameworkText {
    const { uri, title } = this.names;
    return {
      format: 'ESCO',
      uri,
      identifier: null,
      language: this.language,
      titles: inLanguage(title, this.language),
      descriptions: [],
      publisher: null,
      status: null,
      rubrics: [],
      more: {},
      skills: [...this.skills.values()],
      associations: [...this.associations.values()],
    };
  }
}

/** `S1.5.2`, `T3`, `0111`: the last part of the address, unless it is a mere identifier. */
const codeIn = (uri: string): string | null => /\/([A-Z]\d*(?:\.\d+)*|\d{2,4})$/.exec(uri)?.[1] ?? null;

const stated = (more: Kept): Kept => Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined && value !== ''));
