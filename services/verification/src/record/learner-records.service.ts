import { accepted, type Decision, grantMissing, may, notFound, type Principal, refusal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { buildClrCredential, embedEndorsements, type JsonObject } from '@cairn/credentials';
import { PersonCopyStore } from '@cairn/people';
import { Database, type Tx } from '@cairn/postgres';
import { type Platform, PLATFORM } from '@cairn/service';
import { Inject, Injectable } from '@nestjs/common';
import { pairwiseSubject } from '../credential/pairwise-subject.js';
import { CredentialStore } from '../credential/credential.store.js';
import { EmbeddedEndorsements } from '../endorsement/embedded-endorsements.service.js';
import { FurtherDocuments } from '../further-document/further-documents.service.js';
import { type SigningIssuer, SigningIssuerStore } from '../further-document/signing-issuer.store.js';
import { Subjects } from '../people/subjects.store.js';
import { DocumentService } from '../signing/document.service.js';
import { type LearnerRecord, LearnerRecordStore } from './learner-record.store.js';
import { type RecordStructure, structureOf } from './pathway-structure.js';
import { type KnownCompletion, type RecordedAward, RecordSourceStore } from './record-source.store.js';

export interface RecordWanted {
  readonly earner: string;
  /** Who signs; null: the issuer of the pathway. */
  readonly issuer: string | null;
  /** Only what counted towards this pathway; null: everything in force. */
  readonly pathway: string | null;
}

/** What a record is made of, as it was found. */
interface Sources {
  readonly tenant: string;
  /** The record that stands for the person. */
  readonly earner: string;
  readonly issuer: SigningIssuer;
  readonly completion: KnownCompletion | null;
  readonly awards: readonly RecordedAward[];
}

/** A document is read whole by whoever gets it; verifying takes at most 1 MiB. */
export const credentialsMax = 200;

/** Public id of a record, which is no address: a record is handed on by the person, never read by strangers. */
export const recordUrlOf = (publicUrl: string, id: string): string => `${publicUrl}/r/rcd_${id}`;

/** Makes comprehensive learner records (CLR 2.0): signed credentials of a person as they are, under one more signature. */
@Injectable()
export class LearnerRecords {
  constructor(
    private readonly database: Database,
    private readonly records: LearnerRecordStore,
    private readonly source: RecordSourceStore,
    private readonly people: PersonCopyStore,
    private readonly subjects: Subjects,
    private readonly issuers: SigningIssuerStore,
    private readonly credentials: CredentialStore,
    private readonly signing: DocumentService,
    private readonly documents: FurtherDocuments,
    private readonly endorsements: EmbeddedEndorsements,
    @Inject(PLATFORM) private readonly platform: Platform,
  ) {}

  /** For the person himself, and for who administers the issuer that signs. */
  async make(principal: Principal, wanted: RecordWanted): Promise<Decision<LearnerRecord>> {
    const { account } = principal;
    const keeper = account === null ? undefined : await this.database.read({ tenant: null, account }, (tx) => this.people.keeperOf(tx, account, wanted.earner));
    const tenant = keeper ?? principal.tenant;
    if (tenant === null) return refused(notFound('earner', 'earnerId'));
    const found = await this.find(tenant, wanted);
    if (!found.ok) return found;
    if (keeper === undefined && !may(principal, 'ADMINISTER', { issuer: found.value.issuer.issuer })) return refused(grantMissing('ADMINISTER'));
    return this.makeOf(found.value);
  }

  /**
   * The record of a completed pathway, for the registry itself, which sends it where the person agreed.
   *
   * @param whole set: refused with AWARD_NOT_ACTIVE until every award has come that counted, and the one that the completion leads to
   * @param also in the transaction that keeps the record
   */
  async ofCompletion(
    tenant: string,
    { earner, pathway, whole }: { readonly earner: string; readonly pathway: string; readonly whole: boolean },
    also: (tx: Tx, record: LearnerRecord) => Promise<void>,
  ): Promise<Decision<LearnerRecord>> {
    const found = await this.find(tenant, { earner, issuer: null, pathway });
    if (!found.ok) return found;
    const { completion, awards } = found.value;
    if (whole && !isWhole(completion, awards)) return refused(refusal('AWARD_NOT_ACTIVE', 'An award of the completion has not come yet.'));
    return this.makeOf(found.value, also);
  }

  private async makeOf(sources: Sources, also?: (tx: Tx, record: LearnerRecord) => Promise<void>): Promise<Decision<LearnerRecord>> {
    const { tenant, awards } = sources;
    if (awards.length === 0) return refused(notFound('earner with awards in force', 'earnerId'));
    if (awards.length > credentialsMax) return refused(refusal('INVALID_VALUE', `A record has at most ${credentialsMax} credentials. Make one for a pathway.`, 'earnerId'));
    const nested = await this.signedOf(tenant, awards);
    if (nested.length < awards.length) return refused(refusal('CREDENTIAL_NOT_VALID', 'A credential of the record is not signed yet. Try again in a moment.', 'earnerId'));
    return this.sign(sources, nested, also);
  }

  private find(tenant: string, { earner, issuer: signer, pathway }: RecordWanted): Promise<Decision<Sources>> {
    return this.database.read({ tenant }, async (tx) => {
      const person = (await this.people.behind(tx, tenant, [earner])).get(earner);
      if (person?.erased) return refused(notFound('earner', 'earnerId'));
      const head = person?.earner ?? earner;
      const cluster = await this.people.cluster(tx, tenant, head);
      const completion = pathway === null ? null : await this.source.completion(tx, tenant, cluster, pathway);
      if (completion === undefined) return refused(notFound('completion of the pathway', 'pathwayId'));
      if (completion && signer !== null && signer !== completion.issuer) {
        return refused(refusal('INVALID_VALUE', 'The record of a pathway is signed by the issuer of the pathway.', 'issuerId'));
      }
      const signing = completion?.issuer ?? signer;
      if (signing === null) return refused(refusal('FIELD_MISSING', 'Say which issuer signs the record.', 'issuerId'));
      const issuer = await this.issuers.byId(tx, signing);
      if (issuer?.tenant !== tenant) return refused(notFound('issuer', 'issuerId'));
      const only = completion ? { awards: completion.countedAwards, achievement: completion.achievement } : null;
      const awards = await this.source.awards(tx, tenant, await this.subjects.of(tx, tenant, cluster), only, credentialsMax + 1);
      return accepted({ tenant, earner: head, issuer, completion, awards });
    });
  }

  /** Their documents, as signed: the text parsed, which gives the same text again. */
  private async signedOf(tenant: string, awards: readonly RecordedAward[]): Promise<JsonObject[]> {
    const found = await this.database.read({ tenant }, (tx) => this.credentials.byAwards(tx, awards.map(({ award }) => award)));
    const order = new Map(awards.map(({ award }, place) => [award, place]));
    const sorted = [...found].sort((a, b) => (order.get(a.award) ?? 0) - (order.get(b.award) ?? 0));
    const stored = await this.signing.of(sorted);
    return stored.flatMap((one) => (one ? [JSON.parse(one.document) as JsonObject] : []));
  }

  private async sign({ tenant, earner, issuer, completion, awards }: Sources, nested: readonly JsonObject[], also?: (tx: Tx, record: LearnerRecord) => Promise<void>): Promise<Decision<LearnerRecord>> {
    const { publicUrl, keySecret } = this.platform;
    const subject = pairwiseSubject(keySecret, issuer.issuer, earner);
    const { achievements, associations } = this.structure(completion, awards);
    const endorsed = { issuer: await this.endorsements.ofIssuer(issuer.issuer) };
    const made = await this.documents.make(
      {
        kind: 'RECORD',
        issuer,
        subject,
        build: (frame) => {
          const unsigned = buildClrCredential({
            credentialId: recordUrlOf(publicUrl, frame.id),
            issuer: frame.issuer,
            name: completion?.title ?? `Record of ${issuer.name}`,
            subjectId: `urn:uuid:${subject}`,
            validFrom: frame.validFrom,
            ...{ credentials: nested, achievements, associations, status: frame.status },
          });
          return embedEndorsements(unsigned, endorsed);
        },
      },
      async (tx, store) => {
        const { id, signedAt: at } = await store();
        const { completion: completed = null, pathwayVersion = null } = completion ?? {};
        const record = { id, tenant, issuer: issuer.issuer, earner, completion: completed, pathwayVersion, credentials: nested.length, at };
        await this.records.insert(tx, record);
        await also?.(tx, record);
        await note(tx, { tenant, action: 'cairn.learner-record.made', subject: id, subjectKind: 'RECORD_CREDENTIAL', earners: [earner] });
        return record;
      },
    );
    return made ? accepted(made) : refused(refusal('SIGNING_KEY_STATE_INVALID', 'The issuer has no active signing key.', 'issuerId'));
  }

  private structure(completion: KnownCompletion | null, awards: readonly RecordedAward[]): RecordStructure {
    if (!completion) return { achievements: [], associations: [] };
    const { publicUrl } = this.platform;
    return structureOf({
      rootId: `urn:uuid:${completion.pathwayVersion}`,
      title: completion.title,
      definition: completion.definition,
      achieved: awards.map(({ achievement, achievementVersion }) => ({ achievement, id: `${publicUrl}/a/acv_${achievementVersion}` })),
      completion: completion.achievement,
    });
  }
}

/** Whether every award that counted is among these, and one of what the completion leads to. */
function isWhole(completion: KnownCompletion | null, awards: readonly RecordedAward[]): boolean {
  if (!completion) return true;
  const { achievement, countedAwards } = completion;
  return countedAwards.every((id) => awards.some(({ award }) => award === id)) && (achievement === null || awards.some((one) => one.achievement === achievement));
}
