/** A rule that says no, as a value. `field` is the path within `input`. */
export interface Refusal {
  readonly code: string;
  readonly field?: readonly string[];
  readonly message: string;
}

export const refusal = (code: string, message: string, ...field: string[]): Refusal =>
  field.length > 0 ? { code, field, message } : { code, message };

/** The answer for an object that does not exist, or is not the caller's to know of. */
export const notFound = (noun: string, ...field: string[]): Refusal => refusal('NOT_FOUND', `There is no such ${noun}.`, ...field);

/** The form of refusals in a payload (UserError). */
export const userErrors = (refusals: readonly Refusal[]) =>
  refusals.map(({ code, field, message }) => ({
    code,
    field: field ? ['input', ...field] : null,
    message,
    docs: `/docs/errors#${code}`,
  }));
