import type { StatusPlace } from '../status-list/status-place.js';
import type { SigningMaterial } from '../signing/credential-body.js';
import { intentDigest } from './intent-digest.js';

export interface SigningFault {
  readonly id: string;
  readonly fault: string;
}

export const placeOf = ({ list, index, issuer }: SigningMaterial): StatusPlace & { issuer: string } => ({ list, index, issuer });

/**
 * What keeps a row from being signed, whoever asks for it: it is not what was intended when it was written, or its place in
 * the status list was never given to its issuer. Null when nothing does.
 */
export function faultOf(material: SigningMaterial, placeIsStrange: boolean): string | null {
  const { intentDigest: intended, profileVersion } = material;
  const slots = { ...material, place: { list: material.list, index: material.index } };
  if (intended !== null && intended !== intentDigest(material.tenant, slots, profileVersion)) {
    return 'INTENT_CHANGED it is not what was written when the award was heard of';
  }
  return placeIsStrange ? 'PLACE_NOT_LEASED /credentialStatus is no place given to the issuer' : null;
}
