import { Database, type Tx } from '@cairn/postgres';
import { CLOCK, LOG, RepeatedLook } from '@cairn/service';
import { type Clock, type Log, today } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import type { VersionCopy } from '../achievement-version/version-copy.js';
import { VersionCopyStore } from '../achievement-version/version-copy.store.js';
import { AwardGuards } from '../consent/award-guards.js';
import { Keeping } from '../maintenance/cycle/keeping.service.js';
import { MandateCopyStore } from '../mandate/mandate-copy.store.js';
import type { Award } from './award.js';
import { AwardChange, type AwardCommand } from './award-change.js';
import { beginCommand, cancelCommand, expireCommand } from './award-commands.js';
import { AwardDueStore, type DueAward } from './award-due.store.js';
import { AwardStore } from './award.store.js';
import { startIn } from './civil-day.js';
import { beginningOf, decideAward, offerEnd } from './new-award.js';
import { PriorAwards } from './prior-awards.service.js';

const batch = 100;
const againMs = 60_000;

/**
 * Does what time does to awards: begins scheduled ones, lets offers lapse, tells that validity has ended. Readers never wait
 * for it: what has lapsed or expired is told apart from the day.
 */
@Injectable()
export class AwardClock extends RepeatedLook {
  constructor(
    private readonly database: Database,
    private readonly awards: AwardStore,
    private readonly due: AwardDueStore,
    private readonly versions: VersionCopyStore,
    private readonly mandates: MandateCopyStore,
    private readonly guards: AwardGuards,
    private readonly priors: PriorAwards,
    private readonly change: AwardChange,
    private readonly keeping: Keeping,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {
    super(log, 1_000, 'what time does to awards could not be done');
  }

  /** Does what is due, a batch at most; answers how much that was. */
  async look(): Promise<number> {
    const now = new Date(this.clock.now());
    const found = await this.database.work((tx) => this.due.due(tx, now, batch));
    for (const one of found) {
      try {
        const later = await this.database.write({ tenant: one.tenant }, (tx) => this.serve(tx, one));
        if (later) await this.database.work((tx) => this.due.putOff(tx, one, later));
      } catch (err) {
        this.log.warn({ err, award: one.id }, 'an award is looked at again in a minute');
        await this.database.work((tx) => this.due.putOff(tx, one, new Date(now.getTime() + againMs)));
      }
    }
    return found.length;
  }

  /** Does it; answers when it is due instead, if that is later. */
  private async serve(tx: Tx, { tenant, id }: DueAward): Promise<Date | undefined> {
    // Of an award that is maintained its cycles say what becomes of it; what they leave is found again.
    if ((await this.keeping.keep(tx, tenant, id)).length > 0) return undefined;
    const award = await this.awards.lock(tx, tenant, id);
    const [version] = award ? await this.versions.byIds(tx, tenant, [award.achievementVersion]) : [];
    const ends = award?.state === 'ACTIVE' && award.validUntil !== null ? startIn(award.validUntil, version?.zone) : null;
    // The day begins later in the time zone of the issuer than in UTC.
    if (ends !== null && this.clock.now() < ends.getTime()) return ends;
    const command = award && (await this.commandFor(tx, award, version));
    // Somebody else was faster.
    if (command) await this.change.apply(tx, tenant, id, command);
    return undefined;
  }

  private async commandFor(tx: Tx, award: Award, version: VersionCopy | undefined): Promise<AwardCommand | undefined> {
    if (award.state === 'ACTIVE') return expireCommand(version?.zone ?? null);
    if (award.state === 'OFFERED') return cancelCommand('OFFER_LAPSED');
    return award.state === 'SCHEDULED' ? this.beginning(tx, award) : undefined;
  }

  /** The rules, looked at again on the day: the version, its issuer, the mandate under which it was scheduled. */
  private async beginning(tx: Tx, award: Award): Promise<AwardCommand> {
    const now = new Date(this.clock.now());
    const day = today(this.clock);
    const [version] = await this.versions.byIds(tx, award.tenant, [award.achievementVersion]);
    const decided = decideAward({ ...award, notBefore: null, origin: null }, version, day);
    if (!decided.ok) return cancelCommand(decided.refusals[0]?.code ?? 'ACHIEVEMENT_VERSION_STATE_INVALID');
    const [missing] = version ? await this.priors.missing(tx, award.tenant, [{ earner: award.earner, version, decided: decided.value }]) : [];
    if (missing) return cancelCommand(missing.code);
    if (!version || (award.agentTenant !== null && !(await this.mandates.covers(tx, award, now)))) return cancelCommand('MANDATE_STATE_INVALID');
    const [allowed] = await this.guards.asAllowed(tx, award.tenant, [{ award: { ...award, state: beginningOf(version) }, version }], day);
    return allowed?.state === 'OFFERED' ? beginCommand('OFFERED', version.acceptance === 'REQUIRED' ? offerEnd(version.offerDays, now) : null) : beginCommand('ACTIVE', null);
  }
}
