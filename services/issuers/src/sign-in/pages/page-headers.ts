import { styleHash } from './html.js';

/**
 * Headers of every page of signing in: nothing is loaded, run or embedded, nothing is kept.
 *
 * @param formAction where forms may lead, redirects included
 */
export const pageHeaders = (formAction: readonly string[] = ["'self'"]): Record<string, string> => ({
  'Content-Security-Policy': `default-src 'none'; style-src ${styleHash}; base-uri 'none'; frame-ancestors 'none'; form-action ${formAction.join(' ')}`,
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
});
