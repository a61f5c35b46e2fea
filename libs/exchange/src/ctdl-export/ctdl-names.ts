/** What a pathway's ids are elsewhere: addresses that anybody may follow, and names. */
export interface CtdlNames {
  /** Address of the pathway; its parts are fragments of it. */
  readonly pathway: string;
  /** `ce-<uuid>`; left out when there is none. */
  readonly ctid?: string;
  /** Address of an achievement, its name if the node has none of its own, and its Open Badges type. */
  achievement(id: string): { readonly iri: string; readonly name?: string | null; readonly type?: string | null };
  /** Address of another pathway. */
  otherPathway(id: string): string;
}
