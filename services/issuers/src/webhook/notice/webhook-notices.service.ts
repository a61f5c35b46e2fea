import { type Mail, MAILER, type Mailer, MailRefused } from '@cairn/mail';
import { Database, newId } from '@cairn/postgres';
import { CLOCK, LOG, RepeatedLook } from '@cairn/service';
import { publicId } from '@cairn/subgraph';
import type { Clock, Log } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { provenOf } from '../../sign-in/account/account.js';
import { AccountStore } from '../../sign-in/account/account.store.js';
import { disabledMail } from './webhook-notice.js';
import { type DueNotice, WebhookNoticeStore } from './webhook-notice.store.js';

const everyMs = 5_000;
const batch = 10;
const attemptsMax = 5;
const againMs = 600_000;

/**
 * Mails the owners of endpoints that were disabled. A notice is taken before its mail leaves: if the process dies in between
 * it is not sent again. What the server refused for now is tried again later.
 */
@Injectable()
export class WebhookNotices extends RepeatedLook {
  constructor(
    private readonly database: Database,
    private readonly store: WebhookNoticeStore,
    private readonly accounts: AccountStore,
    @Inject(MAILER) private readonly mailer: Mailer,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {
    super(log, everyMs, 'owners of endpoints could not be told');
  }

  async look(): Promise<void> {
    const taken = await this.database.work((tx) => this.store.take(tx, this.now(), batch));
    for (const notice of taken) await this.tell(notice);
  }

  private async tell(notice: DueNotice): Promise<void> {
    const { tenant, id, contact, attempts } = notice;
    for (const to of contact === null ? await this.administrators(tenant) : [contact]) {
      const outcome = await this.send({ ...disabledMail(to, notice, publicId('WebhookEndpoint', id)), id: newId() });
      if (outcome === 'later' && attempts < attemptsMax) return this.database.work((tx) => this.store.putBack(tx, notice, new Date(this.clock.now() + againMs)));
    }
  }

  private async send(mail: Mail): Promise<'done' | 'later'> {
    try {
      await this.mailer.send(mail);
      return 'done';
    } catch (error) {
      const again = error instanceof MailRefused && error.again;
      this.log.warn({ again }, 'the owner of an endpoint could not be told that it was disabled');
      return again ? 'later' : 'done';
    }
  }

  private administrators(tenant: string): Promise<string[]> {
    return this.database.work(async (tx) => {
      const found = await this.store.administrators(tx, tenant, this.now());
      const accounts = [];
      for (const id of found) accounts.push(await this.accounts.byId(tx, id));
      return accounts.flatMap((account) => (account && !account.disabledAt ? provenOf(account) : []));
    });
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}
