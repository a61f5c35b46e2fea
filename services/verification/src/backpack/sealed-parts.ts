import { seal, type StepResult, unseal } from '@cairn/credentials';

/** What came, and how. */
export interface Original {
  readonly bytes: Buffer;
  /** The address it was read at; null when it was handed over. */
  readonly url: string | null;
}

interface Place {
  readonly tenant: string;
  readonly id: string;
}

/** Seals what came under the backpack's key, bound to its row. */
export function sealOriginal(key: Buffer, place: Place, { bytes, url }: Original): Buffer {
  const head = Buffer.from(`${JSON.stringify({ url })}\n`);
  return seal(Buffer.concat([head, bytes]), key, binding(place, 'original'));
}

/** Throws SealBroken. */
export function openOriginal(key: Buffer, place: Place, sealed: Buffer): Original {
  const whole = unseal(sealed, key, binding(place, 'original'));
  const end = whole.indexOf('\n');
  const { url } = JSON.parse(whole.subarray(0, end).toString()) as { url: string | null };
  return { bytes: whole.subarray(end + 1), url };
}

/** What a check said may quote the document, so it is sealed like the document. */
export const sealSteps = (key: Buffer, place: Place, check: string, steps: readonly StepResult[]): Buffer =>
  seal(Buffer.from(JSON.stringify(steps)), key, binding(place, `steps ${check}`));

/** Throws SealBroken. */
export function openSteps(key: Buffer, place: Place, check: string, sealed: Buffer): StepResult[] {
  const steps = JSON.parse(unseal(sealed, key, binding(place, `steps ${check}`)).toString()) as (Omit<StepResult, 'evidenceAt'> & { evidenceAt: string | null })[];
  return steps.map((step) => ({ ...step, evidenceAt: step.evidenceAt === null ? null : new Date(step.evidenceAt) }));
}

export const sealProfile = (key: Buffer, tenant: string, earner: string, profile: object): Buffer =>
  seal(Buffer.from(JSON.stringify(profile)), key, { tenantId: tenant, keyId: `profile of ${earner}` });

export const openProfile = (key: Buffer, tenant: string, earner: string, sealed: Buffer): object =>
  JSON.parse(unseal(sealed, key, { tenantId: tenant, keyId: `profile of ${earner}` }).toString()) as object;

const binding = ({ tenant, id }: Place, part: string) => ({ tenantId: tenant, keyId: `foreign credential ${id} ${part}` });
