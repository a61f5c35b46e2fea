import type { SourceKind } from '@cairn/credentials';

/**
 * Whether what was found may be about a person: a credential, or the assertion of an older badge, which lies hosted beside its
 * parts. Documents of issuers, their keys and lists are about nobody.
 */
export function isAboutSomebody(kind: SourceKind, body: Uint8Array): boolean {
  if (kind === 'CREDENTIAL' || kind === 'RESOURCE') return true;
  return kind === 'BADGE_PART' && /"recipient"|"identity"|"credentialSubject"|^[\w-]+\.[\w-]+\./.test(Buffer.from(body).toString());
}
