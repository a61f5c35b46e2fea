import { FetchingThread } from './fetching-thread.js';
import { GuardedFetcher, type GuardOptions } from './guarded-fetcher.js';
import { GuardedPoster } from './guarded-poster.js';
import type { Fetching, FetchOutcome, FetchUse } from './outcome.js';
import type { Posting, PostOutcome, PostUse } from './posting.js';

export interface FetcherOptions extends GuardOptions {
  /** Set: strangers are called by a thread of its own, as services do. `execArgv`: Node's options for it; left out: those of this process. */
  readonly thread?: { readonly execArgv?: string[] };
}

/**
 * The one way out (reliability text, section 9): whatever address a stranger gives is called by this and by nothing else. In a
 * thread names are resolved by the system, and each question has the usual time.
 */
export class Fetcher implements Fetching, Posting {
  private readonly fetching: Fetching & Closing;
  private readonly posting: Posting & Closing;

  constructor({ thread, ...options }: FetcherOptions = {}) {
    const inThread = thread && new FetchingThread({ allow: options.allow ?? [] }, thread.execArgv);
    this.fetching = inThread ?? new GuardedFetcher(options);
    this.posting = inThread ?? new GuardedPoster(options);
  }

  get(url: string, use: FetchUse): Promise<FetchOutcome> {
    return this.fetching.get(url, use);
  }

  post(url: string, use: PostUse): Promise<PostOutcome> {
    return this.posting.post(url, use);
  }

  async close(): Promise<void> {
    await Promise.all([this.fetching.close(), this.posting.close()]);
  }
}

interface Closing {
  close(): Promise<void>;
}
