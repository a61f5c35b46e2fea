/** One filing as stored; it never changes. */
export interface Attempt {
  readonly tenant: string;
  readonly submission: string;
  readonly number: number;
  /** The version it was filed under. */
  readonly achievementVersion: string;
  /** Keys of the statements that were made with it. */
  readonly statements: readonly string[];
  /** Member, client or account that filed it. */
  readonly submittedBy: string | null;
  readonly submittedAt: Date;
}

/** A part of a filing as stored: a text under the case's seal, or the number of the attempt in which the part lies. */
export interface AttemptPart {
  readonly requirement: string;
  readonly text: Buffer | null;
  readonly words: number;
  readonly carriedFrom: number | null;
  /** Ids of the files and links that belong to it; of a carried part none. */
  readonly evidence: readonly string[];
}

/** By what the text of a part is sealed (see CaseSeal). */
export const partField = (attempt: number, requirement: string): string => `part ${attempt} ${requirement}`;
