/** What must not stand in a log, wherever a message carried it: passwords in addresses, tokens, keys of ours, private keys. */
const secrets: readonly (readonly [RegExp, string])[] = [
  [/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s@]+@/gi, '$1:***@'],
  [/\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi, '$1 ***'],
  [/\bcairn_\w{12,}/g, 'cairn_***'],
  [/\beyJ[\w-]{5,}\.[\w-]+\.[\w-]*/g, 'eyJ***'],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g, '***'],
  [/\b(password|secret)(["']?\s*[=:]\s*["']?)[^\s"',;]+/gi, '$1$2***'],
];

/** Values that this process was given to keep: settings of secrets, and what is derived from them. */
const kept = new Set<string>();

/** Has these left out of every log from now on; those of less than 8 characters are no secrets. */
export function keepOutOfLogs(...values: readonly string[]): void {
  for (const value of values) if (value.length >= 8) kept.add(value);
}

/** A text as it may stand in a log. */
export function withoutSecrets(text: string): string {
  let said = text;
  for (const value of kept) said = said.replaceAll(value, '***');
  for (const [pattern, instead] of secrets) said = said.replace(pattern, instead);
  return said;
}
