import { badInput } from './fault.js';

/** Prefixes of public ids. The id behind it is a UUIDv7. */
export const prefixes = {
  Tenant: 'ten',
  Issuer: 'iss',
  OrgUnit: 'org',
  Member: 'mem',
  Grant: 'grt',
  Invitation: 'inv',
  Mandate: 'man',
  Partnership: 'prt',
  ApiClient: 'apc',
  Account: 'acc',
  Achievement: 'ach',
  AchievementVersion: 'acv',
  Earner: 'ern',
  Consent: 'cns',
  Award: 'awd',
  Pathway: 'pth',
  PathwayVersion: 'pav',
  Enrolment: 'enr',
  Completion: 'cpl',
  Credential: 'crd',
  ImportJob: 'imp',
  SkillFramework: 'skf',
  Skill: 'skl',
  RosterEntry: 'ros',
  Submission: 'sub',
  Evidence: 'evd',
  Attestation: 'ats',
  Reviewer: 'rvr',
  ReviewAssignment: 'asg',
  ReviewCase: 'rvc',
  Review: 'rev',
  Decision: 'dec',
  Appeal: 'apl',
  MisconductCase: 'mis',
  EvidenceSignal: 'sig',
  ClaimCode: 'clm',
  Nomination: 'nom',
  Share: 'shr',
  ForeignCredential: 'fcr',
  Endorsement: 'end',
  Accreditation: 'acr',
  TrustEntry: 'tre',
  RecordCredential: 'rcd',
  WalletOffer: 'wof',
  NodeException: 'exc',
  NodeAttestation: 'nat',
  PathwayPreview: 'prv',
  CreditEntry: 'cre',
  CreditCycle: 'cyc',
  CreditCode: 'ccd',
  CreditAudit: 'cau',
  BulkOperation: 'blk',
  FormerDocument: 'fmd',
  WebhookEndpoint: 'whe',
  WebhookEvent: 'evt',
  WebhookDelivery: 'whd',
  RecordHost: 'rch',
  RecordPush: 'rps',
  CredentialSource: 'crs',
} as const;

export type Noun = keyof typeof prefixes;

const shape = /^([a-z]{3})_([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;
const nouns = new Map(Object.entries(prefixes).map(([noun, prefix]) => [prefix as string, noun as Noun]));

/** `publicId('Award', '0190…')` is `awd_0190…`. */
export const publicId = (noun: Noun, uuid: string): string => `${prefixes[noun]}_${uuid}`;

/** The noun and bare id behind a public id; undefined when it is none. */
export function parseId(id: string): { noun: Noun; uuid: string } | undefined {
  const [, prefix = '', uuid = ''] = shape.exec(id) ?? [];
  const noun = nouns.get(prefix);
  return noun && { noun, uuid };
}

/** The bare id, or undefined when it is of another noun or no id at all: such a thing does not exist. */
export function uuidOf(noun: Noun, id: string): string | undefined {
  const parsed = parseId(id);
  return parsed?.noun === noun ? parsed.uuid : undefined;
}

/** The bare id of an argument that names its noun. Throws BAD_USER_INPUT when it is of another kind. */
export function requireUuid(noun: Noun, id: string): string {
  const uuid = uuidOf(noun, id);
  if (uuid === undefined) throw badInput(`An id of a ${noun} begins with \`${prefixes[noun]}_\`; this is none.`);
  return uuid;
}

/** The same of an argument that may be left out; null when it is. An empty text is no id, and is refused as one. */
export const optionalUuid = (noun: Noun, id: string | null | undefined): string | null => (id === null || id === undefined ? null : requireUuid(noun, id));
