import { appendEvents } from '@cairn/messaging';
import { Database, type Tx } from '@cairn/postgres';
import { CLOCK, LOG } from '@cairn/service';
import type { Clock, Log } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import type { Credential } from '../credential/credential.js';
import { CredentialStore } from '../credential/credential.store.js';
import { credentialSignedEvent } from '../events/publishes.js';
import { SignerService } from '../signer/signer.service.js';
import type { SigningFault } from '../signer/signing-order.js';
import { KeyMaker } from '../signing-key/key-maker.service.js';
import { SigningKeyStore } from '../signing-key/signing-key.store.js';
import { algorithmOf, type CredentialForm } from './credential-form.js';

type Unsigned = Pick<Credential, 'id' | 'tenant' | 'issuer'>;

/** Has credentials signed by the signer, and notes and tells what it did. */
@Injectable()
export class SigningService {
  constructor(
    private readonly database: Database,
    private readonly credentials: CredentialStore,
    private readonly keys: SigningKeyStore,
    private readonly maker: KeyMaker,
    private readonly signer: SignerService,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /**
   * Has signed what has no document of the form yet, one or hundreds. What cannot be signed now (its issuer or achievement was
   * not heard of) stays PENDING; what never can keeps its fault.
   *
   * @param options.patient behind everything that somebody waits for
   * @returns `made`: whether documents were made; if they are not there afterwards, their key was retired meanwhile.
   *   `unheard`: how many wait for their issuer or achievement
   */
  async sign(
    tenant: string,
    credentials: readonly Unsigned[],
    options: { patient: boolean; form?: CredentialForm },
  ): Promise<{ made: boolean; unheard: number }> {
    const { form = 'OB3_LD', patient } = options;
    if (form !== 'OB3_LD') await this.seeToKeys(tenant, credentials, form);
    const { present, lost, faults } = await this.signer.sign(tenant, credentials.map(({ id }) => id), form, { patient });
    if (faults.length > 0) await this.note(tenant, faults, form);
    if (present.size > 0 && form === 'OB3_LD') await this.tell(tenant, [...present], patient);
    return { made: present.size + lost > 0, unheard: credentials.length - present.size - lost - faults.length };
  }

  /** Notes as signed those whose first document was stored and that nobody noted yet, and tells of them. */
  private async tell(tenant: string, ids: readonly string[], patient: boolean): Promise<void> {
    const note = async (tx: Tx) => {
      const at = new Date(this.clock.now());
      const marks = await this.credentials.signed(tx, tenant, ids, at);
      await appendEvents(tx, marks.map((mark) => credentialSignedEvent(tenant, mark, mark.digest, at)));
    };
    // What nobody waits for is the registry's own work, and not hurried.
    await (patient ? this.database.work(note) : this.database.write({ tenant }, note));
  }

  /** Keys of other algorithms than the first are made when somebody asks for a form that needs one. */
  private async seeToKeys(tenant: string, credentials: readonly Unsigned[], form: CredentialForm): Promise<void> {
    const issuers = [...new Set(credentials.map(({ issuer }) => issuer))];
    const jwt = await this.database.read({ tenant }, (tx) => this.keys.jwtAlgorithms(tx, issuers));
    for (const issuer of issuers) await this.maker.ensure(tenant, issuer, algorithmOf(form, jwt.get(issuer)));
  }

  private async note(tenant: string, faults: readonly SigningFault[], form: CredentialForm): Promise<void> {
    this.log.error({ credentials: faults.map(({ id }) => id), form, fault: faults[0]?.fault }, 'documents cannot be signed');
    if (form === 'OB3_LD') await this.database.work((tx) => this.credentials.faulty(tx, tenant, faults));
  }
}
