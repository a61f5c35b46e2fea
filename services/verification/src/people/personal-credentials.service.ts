import { may, type Principal } from '@cairn/access';
import { PersonCopyStore } from '@cairn/people';
import { Database } from '@cairn/postgres';
import { forbidden, type Noun, publicId } from '@cairn/subgraph';
import { Injectable } from '@nestjs/common';
import { BackpackFiles } from '../backpack/backpack-files.service.js';
import { CredentialSourceStore } from '../credential-source/credential-source.store.js';
import { CredentialStore } from '../credential/credential.store.js';
import { FurtherData } from '../further-document/further-data.service.js';
import { Subjects } from './subjects.store.js';

/** Everything that this service keeps about a person: for the person, and for those who administer the tenant. */
@Injectable()
export class PersonalCredentials {
  constructor(
    private readonly database: Database,
    private readonly people: PersonCopyStore,
    private readonly subjects: Subjects,
    private readonly credentials: CredentialStore,
    private readonly backpacks: BackpackFiles,
    private readonly further: FurtherData,
    private readonly sources: CredentialSourceStore,
  ) {}

  /** Null for whom the earner does not exist. Throws FORBIDDEN for members of the tenant who do not administer it. */
  async of(principal: Principal, earner: string): Promise<Record<string, unknown> | null> {
    const { account } = principal;
    const keeper = account === null ? undefined : await this.database.read({ tenant: null, account }, (tx) => this.people.keeperOf(tx, account, earner));
    const tenant = keeper ?? principal.tenant;
    if (tenant === null) return null;
    if (keeper === undefined && !may(principal, 'ADMINISTER')) {
      throw forbidden('Everything about a person is told to him, and to those who ADMINISTER the tenant.');
    }
    const { rows, further, sources } = await this.database.read({ tenant }, async (tx) => {
      const records = await this.people.cluster(tx, tenant, earner);
      const subjects = await this.subjects.of(tx, tenant, records);
      const rows = await this.credentials.everythingOf(tx, tenant, subjects);
      return { rows, sources: await this.sources.keptOf(tx, tenant, records), further: await this.further.about(tx, tenant, rows.map(({ award }) => String(award)), subjects) };
    });
    return { credentials: rows.map(told), ...further, credentialSources: sources, backpack: await this.backpacks.foreign({ tenant, earner, as: 'PERSON' }) };
  }
}

const nouns: Record<string, Noun> = { id: 'Credential', award: 'Award', issuer: 'Issuer' };

function told(row: Record<string, unknown>): Record<string, unknown> {
  const { subject, documents, ...rest } = row;
  const texts = (documents ?? {}) as Readonly<Record<string, string>>;
  const { OB3_LD: document, ...others } = texts;
  const named = Object.entries(nouns).map(([member, noun]) => [member, publicId(noun, String(row[member]))]);
  return {
    ...rest,
    ...(Object.fromEntries(named) as Record<string, string>),
    subject: `urn:uuid:${String(subject)}`,
    document: document === undefined ? null : (JSON.parse(document) as unknown),
    /** The other signed forms as they are, by their names. */
    otherForms: others,
  };
}
