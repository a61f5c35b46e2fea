import type { Refusal } from '@cairn/access';

/** The form of refusals in a payload (UserError). */
export const userErrors = (refusals: readonly Refusal[]) =>
  refusals.map(({ code, field, message }) => ({
    code,
    field: field ? ['input', ...field] : null,
    message,
    docs: `/docs/errors#${code}`,
  }));
