import { type Caller, comparable, outcomeOf, type Told, uuids } from './asking.js';
import type { World } from './world.js';

/** What a caller learned that he should not. */
export interface Finding {
  readonly what: string;
  readonly caller: string;
  readonly detail: string;
}

/** Counts requests, and whatever of the victim is in an answer. */
export class Findings {
  private readonly echoed = new Set<string>();
  requests = 0;
  foreignBytes = 0;
  readonly leaks: Finding[] = [];
  /** Answers to what is not the caller's that differ from those to what is not there. */
  readonly differing: Finding[] = [];
  /** Cursors and positions of the victim that were taken. */
  readonly taken: Finding[] = [];
  /** Answers that are no answer: masked faults, and documents refused for their size. They would hide what they hide. */
  readonly faults: Finding[] = [];

  constructor(private readonly world: World) {}

  /** Looks through one answer. `sent`: texts of the victim that the caller sent himself, and may get back. */
  saw(what: string, { name }: Caller, told: Told, sent: readonly string[] = []): void {
    this.requests += 1;
    const own = new Set(sent);
    const canaries = this.world.canaries.in(told.text).filter((one) => !own.has(one) && !this.echoed.has(one));
    const ids = (told.text.match(uuids) ?? []).filter((one) => this.world.secretUuids.has(one) && !this.echoed.has(one) && !sent.some((text) => text.includes(one)));
    const foreign = [...canaries, ...ids];
    if (foreign.length > 0) {
      this.foreignBytes += foreign.reduce((bytes, text) => bytes + text.length, 0);
      const at = told.text.indexOf(foreign[0] ?? '');
      this.leaks.push({ what, caller: name, detail: `…${told.text.slice(Math.max(0, at - 300), at + 120)}…` });
    }
    if (told.status >= 500 || /"code":"(INTERNAL|COST_EXCEEDED|LIMIT_EXCEEDED|THROTTLED|GRAPHQL_PARSE_FAILED)"/.test(told.text)) {
      this.faults.push({ what, caller: name, detail: `${told.status} ${told.text.slice(0, 300)}` });
    }
  }

  /** Holds that the document is one of the caller's contract: else its refusal would hide everything behind it. */
  understood(what: string, { name }: Caller, told: Told): void {
    if (!/"code":"GRAPHQL_VALIDATION_FAILED"/.test(told.text)) return;
    this.faults.push({ what, caller: name, detail: told.text.slice(0, 300) });
  }

  /** A write took an id or a text of the victim as it would any other; the stranger's own records hold it from now on. */
  took(text: string): void {
    this.echoed.add(text);
    for (const uuid of text.match(uuids) ?? []) this.echoed.add(uuid);
  }

  /** Holds the answer for the victim's object against that for one that nobody has. */
  alike(what: string, { name }: Caller, theirs: Told, nobodys: Told): void {
    if (what.startsWith('Mutation.') && (theirs.repeated || nobodys.repeated)) return;
    const [one, other] = [comparable(theirs), comparable(nobodys)];
    if (one === other) return;
    const from = [...one].findIndex((letter, at) => letter !== other[at]);
    const around = (text: string) => `${text.slice(0, 80)} … ${text.slice(Math.max(0, from - 80), from + 200)}`;
    this.differing.push({ what, caller: name, detail: `\n  theirs  ${around(one)}\n  nobodys ${around(other)}` });
  }

  /** Holds what became of the two, not what else the answers tell: lists of the stranger's own grow meanwhile. */
  alikeInCode(what: string, { name }: Caller, theirs: Told, nobodys: Told): void {
    if (theirs.repeated || nobodys.repeated) return;
    const [one, other] = [outcomeOf(theirs), outcomeOf(nobodys)];
    if (one !== other) this.differing.push({ what, caller: name, detail: `theirs ${one}, nobodys ${other}` });
  }

  refused(what: string, { name }: Caller, told: Told): void {
    if (!/"code":"(INVALID_CURSOR|BAD_USER_INPUT|UNAUTHENTICATED|FORBIDDEN|GRAPHQL_VALIDATION_FAILED)"/.test(told.text)) {
      this.taken.push({ what, caller: name, detail: `${told.status} ${told.text.slice(0, 300)}` });
    }
  }
}
