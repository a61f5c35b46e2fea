/** What is known of the definition (achievement) that a document names. Texts as in `credentialSubject.achievement`. */
export interface DefinitionEvidence {
  /** What stands under the document's achievement id; left out: the id says nothing to whoever gathered this. */
  published?: PublishedDefinition | { outcome: 'NOT_OBTAINABLE'; detail: string };
  /** Definitions of other issuers with the same title and description. */
  alike: readonly AlikeDefinition[];
}

export interface PublishedDefinition {
  outcome: 'KNOWN';
  /** DID or address of the issuer that published it. */
  issuer: string;
  /** As `definitionDigest` makes it of the text published. */
  digest: string;
  observedAt: Date;
}

export interface AlikeDefinition {
  id: string;
  issuer: string;
  publishedAt: Date;
  recordedAt: Date;
}

/** Who may act for whom, as far as it is known. */
export interface AuthorityEvidence {
  /** Issuers (DID or address) whose mandates are all known; of others a missing mandate proves nothing. */
  mandators: readonly string[];
  mandates: readonly KnownMandate[];
  observedAt: Date;
}

/** `agent` may award in the name of `mandator` over `[from, until)`. Rows correct one another as those of trust lists do. */
export interface KnownMandate {
  mandate: string;
  mandator: string;
  agent: string;
  /** Ids of achievements as documents name them; null: all of the mandator's. */
  achievements: readonly string[] | null;
  from: Date;
  until: Date | null;
  recordedAt: Date;
}
