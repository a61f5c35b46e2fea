import { isObject, listOf, type Json, type JsonObject } from '../json/json.js';
import type { CredentialFormat, ReadCredential } from '../verification/read-credential.js';
import { looksCompact, readCompactJws, type CompactJws } from './compact-jws.js';
import { compactFormat, embeddedFormat, isEnvelope, isPresentation, statementKind } from './detect-json.js';
import { readEnvelope } from './envelope.js';
import { readObject } from './json-text.js';
import { openSdJwt } from '../selective-disclosure/open-sd-jwt.js';
import { sdJwtParts } from '../selective-disclosure/sd-jwt-parts.js';
import { credentialOfClaims } from './jwt-credential.js';
import { invalid, unknown, type Reading } from './reading.js';

/** An envelope in a presentation in an envelope: nobody honest wraps more often. */
const WRAPPINGS_MAX = 3;

/** A credential as text, whatever carried it: JSON, a compact JWS, an SD-JWT, or a wrapping that holds exactly one of them. */
export function readText(
  text: string,
  container: ReadCredential['container'] = 'NONE',
  wrapped = 0,
): Reading {
  const trimmed = text.trim();
  if (looksCompact(trimmed)) return readCompact(trimmed, container, wrapped);
  if (container !== 'NONE' && ADDRESS.test(trimmed) && URL.canParse(trimmed))
    return readAddress(trimmed, container);
  const reading = readObject(text, 'The input');
  if (!reading.ok) return reading;
  return readDocument(reading.value, text, container, wrapped);
}

/** Before Open Badges 3.0 an image could hold the address of its assertion, and nothing else. */
function readAddress(text: string, container: ReadCredential['container']): Reading {
  const read: ReadCredential = { format: 'ADDRESS', container, document: {}, text };
  return { ok: true, message: 'The image holds the address of an assertion.', read };
}

function readDocument(
  document: JsonObject,
  text: string,
  container: ReadCredential['container'],
  wrapped: number,
): Reading {
  if (isEnvelope(document)) {
    const envelope = readEnvelope(document);
    return envelope.ok ? readWrapped(envelope.value, container, wrapped) : envelope;
  }
  if (isPresentation(document)) return readPresented(document, container, wrapped);
  const format = embeddedFormat(statementKind(document));
  return {
    ok: true,
    message: 'The input is one JSON document.',
    read: { format, container, document, text },
  };
}

function readCompact(text: string, container: ReadCredential['container'], wrapped: number): Reading {
  const sd = text.includes('~') ? sdJwtParts(text) : undefined;
  if (text.includes('~') && !sd) return invalid('SD_JWT_MALFORMED', 'The SD-JWT has an empty disclosure.');
  const signed = sd?.token ?? text;
  const reading = readCompactJws(signed);
  if (!reading.ok) return reading;
  const { header, payload } = reading.jws;
  const type = typeOf(header);
  const carried = { container, text, compact: text, header, claims: payload };
  if (sd || SD_JWT_TYPES.includes(type)) return readSelective(payload, sd?.disclosures ?? [], carried);
  if (PRESENTATION_TYPES.includes(type) || isObject(payload['vp']))
    return readPresented(isObject(payload['vp']) ? payload['vp'] : payload, container, wrapped);
  const jose = JOSE_TYPES.includes(type);
  if (jose && payload['vc'] !== undefined)
    return invalid('CLAIM_REFUSED', 'A token of the type vc+jwt must not have a claim vc.');
  const document = credentialOfClaims(payload);
  const format: CredentialFormat = jose ? 'VC_JOSE' : compactFormat(statementKind(document));
  return { ok: true, message: 'The input is a compact JWS.', read: { format, document, ...carried } };
}

/** Disclosures are put in their places first: every later step looks at what was disclosed. */
function readSelective(
  payload: JsonObject,
  disclosures: readonly string[],
  carried: Omit<ReadCredential, 'format' | 'document'>,
): Reading {
  const opened = openSdJwt(payload, disclosures);
  if (!opened.ok) return invalid('SD_JWT_MALFORMED', `The SD-JWT cannot be opened: ${opened.detail}.`);
  const { claims } = opened;
  // A plain SD-JWT VC is its claims; one that carries a credential of the data model has that beside them.
  const document = claims['@context'] === undefined ? claims : withoutTypeOfToken(credentialOfClaims(claims));
  return { ok: true, message: 'The input is an SD-JWT.', read: { format: 'SD_JWT', document, ...carried } };
}

function withoutTypeOfToken({
  vct: _vct,
  'vct#integrity': _integrity,
  status: _status,
  ...credential
}: JsonObject): JsonObject {
  return credential;
}

/** A presentation is read for the one credential in it; who presents it is not asked. */
function readPresented(
  presentation: JsonObject,
  container: ReadCredential['container'],
  wrapped: number,
): Reading {
  const held = listOf(presentation['verifiableCredential']);
  const [only] = held;
  if (only === undefined || held.length > 1)
    return unknown(
      'PRESENTATION_NOT_SINGLE',
      `The presentation holds ${held.length} credentials, and one is read at a time.`,
    );
  return readWrapped(only, container, wrapped);
}

function readWrapped(value: Json, container: ReadCredential['container'], wrapped: number): Reading {
  if (wrapped >= WRAPPINGS_MAX)
    return unknown('WRAPPED_TOO_OFTEN', 'The credential is wrapped too many times.');
  if (typeof value === 'string') return readText(value, container, wrapped + 1);
  if (isObject(value)) return readDocument(value, JSON.stringify(value), container, wrapped + 1);
  return invalid('NOT_AN_OBJECT', 'What is wrapped is no credential.');
}

function typeOf({ typ }: CompactJws['header']): string {
  return typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : '';
}

const ADDRESS = /^https?:\/\/\S+$/;
const SD_JWT_TYPES = ['dc+sd-jwt', 'vc+sd-jwt'];
const JOSE_TYPES = ['vc+jwt', 'vc-ld+jwt', 'vc+ld+json+jwt'];
const PRESENTATION_TYPES = ['vp+jwt', 'vp-ld+jwt'];
