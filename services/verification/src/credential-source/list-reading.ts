import { createHash } from 'node:crypto';
import type { CredentialPage } from './credential-page.js';

/** A host may hold this many credentials of a person; more than anybody's, and the standard's offsets end there. */
const listMax = 10_000;
const limitFirst = 100;
/** A page that tells nothing new may follow where a list moved while it was read; a second one does not. */
const repeatsMax = 2;
/** So often a list that changes while it is read is begun again. */
const beginningsMax = 3;

export type ListEnd = 'COMPLETE' | 'LIST_INCOMPLETE' | 'LIST_ENDLESS';

/** What is asked next. */
export interface AskedPart {
  readonly limit: number;
  readonly offset: number;
}

/**
 * Goes through a list by limit and offset so that no page is forgotten, whatever the host makes of them. What follows a page is
 * found at our own count, never at an address that the host names: links only say whether there is more.
 */
export class ListReading {
  private limit = limitFirst;
  private offset = 0;
  private total: number | null = null;
  private repeats = 0;
  private beginnings = 1;
  private readonly seen = new Set<string>();
  private isSinglePage = false;
  private tooLargeCount = 0;

  get next(): AskedPart {
    return { limit: this.limit, offset: this.offset };
  }

  /** Credentials that were handed out so far, each counted once. */
  get listed(): number {
    return this.seen.size;
  }

  /** Credentials that are too large to be read. */
  get tooLarge(): number {
    return this.tooLargeCount;
  }

  /** Whether all there is was on one page that had room for more: then that page tells of every change. */
  get wasOnePage(): boolean {
    return this.isSinglePage;
  }

  /** Takes a page; answers what of it is new, and how the list ends with it, if it does. */
  take({ texts, total, more }: CredentialPage): { readonly news: readonly string[]; readonly end: ListEnd | null } {
    const news = texts.filter((text) => this.isNews(text));
    if (this.total !== null && total !== null && total !== this.total && this.offset > 0) return { news, end: this.beginAgain(total) };
    this.total = total;
    this.repeats = news.length === 0 && texts.length > 0 ? this.repeats + 1 : 0;
    const asked = this.limit;
    const wasFirst = this.offset === 0;
    // A host may hand out fewer than it was asked for; one that leaves some out of a page goes on all the same.
    this.offset += texts.length === 0 ? asked : texts.length;
    const end = this.endAfter(texts.length, asked, more);
    this.isSinglePage = end === 'COMPLETE' && wasFirst && texts.length < asked;
    return { news, end };
  }

  /** The part that was asked for is larger than is read: a smaller one is asked for, and one credential that is too large is left out. */
  takeTooLarge(): { readonly end: ListEnd | null } {
    if (this.limit > 1) {
      this.limit = Math.max(1, Math.floor(this.limit / 4));
      return { end: null };
    }
    this.tooLargeCount += 1;
    this.offset += 1;
    return { end: this.offset > listMax ? 'LIST_ENDLESS' : null };
  }

  private endAfter(count: number, asked: number, more: boolean | null): ListEnd | null {
    // A host that knows neither pages nor totals hands out the same short list whatever is asked.
    if (this.repeats > 0 && more === null && this.total === null && count < asked) return 'COMPLETE';
    if (this.repeats >= repeatsMax || this.offset > listMax) return 'LIST_ENDLESS';
    const isShort = this.total !== null && this.seen.size + this.tooLargeCount < this.total;
    if (more === true) return null;
    if (count === 0) return isShort ? 'LIST_INCOMPLETE' : 'COMPLETE';
    // Neither a link that is missing nor a page that is short ends a list of which more was counted.
    if (isShort) return null;
    return more === false || this.total !== null ? 'COMPLETE' : null;
  }

  private beginAgain(total: number): ListEnd | null {
    this.beginnings += 1;
    this.offset = 0;
    this.repeats = 0;
    this.total = total;
    return this.beginnings > beginningsMax ? 'LIST_INCOMPLETE' : null;
  }

  private isNews(text: string): boolean {
    const digest = createHash('sha256').update(text).digest('base64');
    if (this.seen.has(digest)) return false;
    this.seen.add(digest);
    return true;
  }
}
