/** Something that an imported pathway refers to and that is known elsewhere, or not at all yet. */
export interface Reference {
  /** How the imported pathway writes it: a key in place of an id. */
  readonly key: string;
  readonly kind: 'ACHIEVEMENT' | 'PATHWAY';
  /** Address or id in the source; what a binding names. */
  readonly iri: string;
  readonly name: string | null;
  /** Type in the source's own words, such as `CourseComponent`. */
  readonly type: string | null;
}
