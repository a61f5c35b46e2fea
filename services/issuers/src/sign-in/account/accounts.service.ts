import { randomBytes } from 'node:crypto';
import { accepted, type Decision, refusal, refused } from '@cairn/access';
import { MAILER, type Mailer } from '@cairn/mail';
import { Database, newId, type Tx } from '@cairn/postgres';
import { CLOCK, type Platform, PLATFORM } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { ISSUERS_SETTINGS, type IssuersSettings } from '../../config.js';
import { checkName } from '../../tenant/tenant.js';
import { accountLimits, signInLimits } from '../attempt/attempt.js';
import { Attempts } from '../attempt/attempts.service.js';
import { knownMail, proofMail } from '../mail/account-mail.js';
import { hashOf } from '../sealing.js';
import { type Account, checkEmail, checkPassword, comparedEmail } from './account.js';
import { AccountStore } from './account.store.js';
import { EmailProofStore } from './email-proof.store.js';
import { hashPassword, isPassword } from './password-hash.js';

const proofLifeMs = 24 * 3_600_000;

export interface NewAccount {
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

/** Makes accounts and tells whose they are. */
@Injectable()
export class Accounts {
  constructor(
    private readonly database: Database,
    private readonly store: AccountStore,
    private readonly proofs: EmailProofStore,
    private readonly attempts: Attempts,
    @Inject(MAILER) private readonly mailer: Mailer,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(PLATFORM) private readonly platform: Platform,
    @Inject(ISSUERS_SETTINGS) private readonly settings: Pick<IssuersSettings, 'accountsPerAddress'>,
  ) {}

  /** Makes an account and mails a link to prove its address. Answers alike whether or not the address has one already. */
  async register(input: NewAccount, address: string): Promise<Decision<{ email: string }>> {
    const sound = checkNew(input);
    if (!sound.ok) return sound;
    const { email, name, password } = sound.value;
    if (!(await this.attempts.allows(accountLimits(email, address, this.settings.accountsPerAddress)))) return refused(tooMany);
    const account = this.newAccount(email, name, await hashPassword(password), null);
    const token = randomBytes(32).toString('base64url');
    const made = await this.database.work((tx) => this.insertWithProof(tx, account, token));
    await this.mailer.send(made ? proofMail(email, `${this.platform.publicUrl}/oidc/confirm?token=${token}`) : knownMail(email, this.platform.publicUrl));
    return accepted({ email });
  }

  /** An account of a proven address, for whoever runs the registry. Answers the id of the one there is. */
  async ensure(input: NewAccount): Promise<Decision<string>> {
    const sound = checkNew(input);
    if (!sound.ok) return sound;
    const { email, name, password } = sound.value;
    const account = this.newAccount(email, name, await hashPassword(password), new Date(this.clock.now()));
    return this.database.work(async (tx) => {
      const made = await this.store.insert(tx, account);
      return accepted(made ? account.id : ((await this.store.byEmail(tx, email))?.id ?? account.id));
    });
  }

  /** The account of whoever knows its address and password. The refusal does not tell which of them was wrong. */
  async signIn(email: string, password: string, address: string): Promise<Decision<Account>> {
    const limits = signInLimits(comparedEmail(email).slice(0, 320), address);
    if (!(await this.attempts.allows(limits))) return refused(tooMany);
    const account = await this.database.work((tx) => this.store.byEmail(tx, email.slice(0, 320)));
    const right = await isPassword(password.slice(0, 1_000), account?.password ?? null);
    if (!account || !right || account.disabledAt) return refused(refusal('SIGN_IN_REFUSED', 'The address or the password is wrong.'));
    await this.attempts.forget(limits);
    if (!account.emailVerifiedAt) return refused(refusal('EMAIL_UNVERIFIED', 'Confirm your e-mail address first: open the link in the mail we sent you.'));
    return accepted(account);
  }

  /** Whether the link was good: its address is proven from now on. */
  confirm(token: string): Promise<boolean> {
    return this.database.work(async (tx) => {
      const now = new Date(this.clock.now());
      const account = await this.proofs.take(tx, hashOf(token), now);
      if (account) await this.store.verifyEmail(tx, account, now);
      return account !== undefined;
    });
  }

  /** Undefined for one that is disabled, too. */
  async active(id: string): Promise<Account | undefined> {
    const account = await this.database.work((tx) => this.store.byId(tx, id));
    return account?.disabledAt ? undefined : account;
  }

  /** The keyed hash under which an e-mail address is kept. */
  emailHash(email: string): string {
    return this.store.emailHash(email);
  }

  /** Hash of the address that an account has proven; null while it has proven none. */
  provenEmailHash(account: string): Promise<string | null> {
    return this.database.work((tx) => this.store.provenEmailHash(tx, account));
  }

  /** The account of a person whom another issuer vouches for, made at first sight. It is never one that signs in here. */
  admit({ issuer, subject, email, name }: { issuer: string; subject: string; email: string | null; name: string | null }): Promise<string> {
    return this.database.work(async (tx) => {
      const known = await this.store.byIdentity(tx, issuer, subject);
      if (known) return known;
      await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`cairn-admit\n${issuer}\n${subject}`]);
      const meanwhile = await this.store.byIdentity(tx, issuer, subject);
      if (meanwhile) return meanwhile;
      const id = newId();
      await this.store.insertStranger(tx, { ...this.newAccount(null, name, null, null), id, email });
      await this.store.addIdentity(tx, id, issuer, subject);
      return id;
    });
  }

  private async insertWithProof(tx: Tx, account: Account, token: string): Promise<boolean> {
    const made = await this.store.insert(tx, account);
    const expiresAt = new Date(this.clock.now() + proofLifeMs);
    if (made) await this.proofs.insert(tx, { tokenHash: hashOf(token), account: account.id, expiresAt });
    return made;
  }

  private newAccount(email: string | null, name: string | null, password: string | null, emailVerifiedAt: Date | null): Account {
    return { id: newId(), email, name, password, emailVerifiedAt, disabledAt: null, createdAt: new Date(this.clock.now()) };
  }
}

const tooMany = refusal('THROTTLED', 'There were too many attempts. Try again in a quarter of an hour.');

function checkNew({ email, name, password }: NewAccount): Decision<NewAccount> {
  const address = checkEmail(email, 'email');
  const called = checkName(name, 'name');
  const secret = checkPassword(password, comparedEmail(email), 'password');
  if (address.ok && called.ok && secret.ok) return accepted({ email: address.value, name: called.value, password: secret.value });
  return refused(...[address, called, secret].flatMap((each) => (each.ok ? [] : each.refusals)));
}
