/**
 * Unpadded base64url to bytes, or undefined. Refuses what is not canonical: up to 15 spellings of one last character decode to the
 * same bytes, so a text that others compare or revoke by its characters must have one spelling only.
 */
export function canonicalBase64url(text: string): Buffer | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}
