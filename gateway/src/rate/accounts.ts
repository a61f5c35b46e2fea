import type { IncomingMessage } from 'node:http';
import type { Clock } from '@cairn/telemetry';
import { type Caller, type LimitClass, unknownCaller } from '../caller.js';
import { Refused } from '../refused.js';
import { Account, ClassRates } from './account.js';
import type { AddressOf } from './client-address.js';
import type { LimitClasses } from './limit-classes.js';

/** Beyond this the oldest goes, which is mostly long full again. */
const accountsMax = 200_000;
const sweepEvery = 10_000;

/** The accounts of all callers that were here lately: of a client in its tenant, or of an address for those without a name. */
export class Accounts {
  private readonly rates: Readonly<Record<LimitClass, ClassRates>>;
  private readonly accounts = new Map<string, Account>();
  private sinceSweep = 0;

  constructor(
    classes: LimitClasses,
    private readonly addressOf: AddressOf,
    private readonly clock: Clock,
  ) {
    this.rates = {
      ANONYMOUS: new ClassRates(classes.ANONYMOUS),
      CLIENT: new ClassRates(classes.CLIENT),
      PARTNER: new ClassRates(classes.PARTNER),
      PROVIDER: new ClassRates(classes.PROVIDER),
    };
  }

  of(caller: Caller, request: IncomingMessage): Account {
    return caller.principal.actor === null ? this.at(this.addressOf(request), caller.limitClass) : this.ofKnown(caller);
  }

  /** Of a caller with a name, also where there is no request: what he has run in the background is charged to him all the same. */
  ofKnown({ principal, limitClass }: Caller): Account {
    return this.at(`${limitClass} ${principal.tenant} ${principal.actor}`, limitClass);
  }

  /** Of whoever is at the other end, before or without knowing who it is. */
  ofAddress(request: IncomingMessage): Account {
    return this.of(unknownCaller, request);
  }

  /**
   * Counts a credential that was nobody's against the address it came from, so that guessing has the limits of strangers.
   *
   * @returns what to answer: the fault itself, or Throttled
   */
  countGuess(fault: unknown, request: IncomingMessage): unknown {
    if (!(fault instanceof Refused) || fault.status !== 401) return fault;
    try {
      this.ofAddress(request).arrive();
      return fault;
    } catch (throttled) {
      return throttled;
    }
  }

  private at(key: string, limitClass: LimitClass): Account {
    return this.accounts.get(key) ?? this.open(key, limitClass);
  }

  private open(key: string, limitClass: LimitClass): Account {
    this.sinceSweep += 1;
    if (this.sinceSweep >= sweepEvery) this.sweep();
    const [oldest] = this.accounts.keys();
    if (this.accounts.size >= accountsMax && oldest !== undefined) this.accounts.delete(oldest);
    const account = new Account(this.rates[limitClass], () => this.clock.now());
    this.accounts.set(key, account);
    return account;
  }

  private sweep(): void {
    this.sinceSweep = 0;
    for (const [key, account] of this.accounts) if (account.idle) this.accounts.delete(key);
  }
}
