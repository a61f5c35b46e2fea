import { type Mail, MAILER, type Mailer, MailRefused } from '@cairn/mail';
import { crashPoint } from '@cairn/messaging';
import { Database } from '@cairn/postgres';
import { CLOCK, LOG, type Platform, PLATFORM, RepeatedLook } from '@cairn/service';
import type { Clock, Log } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { linkOf } from './notice-link.js';
import { nextAttempt, type Notice, type NoticeReason } from './notice.js';
import { type Ending, NoticeStore } from './notice.store.js';
import { Recipients } from './recipients.js';
import { textFor } from './template/built-in.js';
import { filled } from './template/template.js';
import { TemplateStore } from './template/template.store.js';

const batch = 10;
/** Longer than sending a batch can take. */
const givenUpAfterMs = 600_000;

/**
 * Sends what was written. A notice is marked before its mail leaves: if the process dies in between, the mail may have gone
 * out, so it is never sent again, and says so. A mail that the server refused for now is tried again later.
 */
@Injectable()
export class NoticeSending extends RepeatedLook {
  constructor(
    private readonly database: Database,
    private readonly store: NoticeStore,
    private readonly templates: TemplateStore,
    private readonly recipients: Recipients,
    @Inject(MAILER) private readonly mailer: Mailer,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(PLATFORM) private readonly platform: Platform,
    @Inject(LOG) private readonly log: Log,
  ) {
    super(log, 1_000, 'notices could not be sent');
  }

  /** Sends what is due, of all tenants. */
  async look(): Promise<void> {
    await this.database.work((tx) => this.store.giveUp(tx, new Date(this.clock.now() - givenUpAfterMs)));
    for (;;) {
      const taken = await this.database.work((tx) => this.store.take(tx, new Date(this.clock.now()), batch));
      for (const notice of taken) await this.send(notice);
      if (taken.length < batch) return;
    }
  }

  private async send(notice: Notice): Promise<void> {
    const mail = await this.compose(notice);
    const ending: Ending = typeof mail === 'string' ? { state: 'SUPPRESSED', why: mail } : await this.handOver(notice, mail);
    crashPoint('n1');
    await this.database.work((tx) => this.store.end(tx, notice, ending, new Date(this.clock.now())));
  }

  private async handOver({ id, attempts }: Notice, mail: Mail): Promise<Ending> {
    try {
      await this.mailer.send(mail);
      return { state: 'SENT' };
    } catch (error) {
      if (!(error instanceof MailRefused)) {
        this.log.warn({ notice: id }, 'it is not known whether a mail was taken; it is not sent again');
        return { state: 'UNCERTAIN' };
      }
      const dueAt = error.again ? nextAttempt(attempts, new Date(this.clock.now())) : null;
      this.log.warn({ notice: id, how: error.how, again: dueAt !== null }, 'a mail was refused');
      return dueAt ? { state: 'PENDING', dueAt } : { state: 'FAILED' };
    }
  }

  private compose(notice: Notice): Promise<Mail | NoticeReason> {
    const { tenant, kind, id, language, facts } = notice;
    return this.database.work(async (tx) => {
      const settings = await this.templates.settings(tx, tenant);
      if (settings.silent.includes(kind)) return 'SILENCED';
      const recipient = await this.recipients.of(tx, notice);
      if (typeof recipient === 'string') return recipient;
      const { to, name, secrets } = recipient;
      const own = await this.templates.of(tx, tenant, kind);
      const link = secrets.link ?? linkOf(notice, settings, this.platform.publicUrl);
      return { to, id, ...filled(textFor(kind, language, own), { ...facts, name, link, earner: secrets.earner ?? '' }) };
    });
  }
}
