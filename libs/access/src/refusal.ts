/** A rule that says no, as a value. `field` is the path within `input`. */
export interface Refusal {
  readonly code: string;
  readonly field?: readonly string[];
  readonly message: string;
}

/** What a rule or a use case comes to: its value, or every refusal at once. */
export type Decision<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusals: readonly Refusal[] };

export const accepted = <T>(value: T): Decision<T> => ({ ok: true, value });
export const refused = (...refusals: readonly Refusal[]): { ok: false; refusals: readonly Refusal[] } => ({ ok: false, refusals });

export const refusal = (code: string, message: string, ...field: string[]): Refusal =>
  field.length > 0 ? { code, field, message } : { code, message };

/** The answer for an object that does not exist, or is not the caller's to know of. */
export const notFound = (noun: string, ...field: string[]): Refusal => refusal('NOT_FOUND', `There is no such ${noun}.`, ...field);

/** The answer for a caller who sees the object but lacks the right. */
export const grantMissing = (right: string): Refusal => refusal('GRANT_MISSING', `This needs the right ${right}.`);
