import { Fetcher, type FetcherOptions } from '@cairn/fetching';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';

/** The one way out, opened and closed with the service. */
export class ServiceFetcher extends Fetcher implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(private readonly options: FetcherOptions) {
    super(options);
  }

  /** A thread takes a moment to start, which nobody has to wait for: an address that is never called starts it. */
  onApplicationBootstrap(): void {
    if (this.options.thread) void this.get('about:blank', { accept: [] });
  }

  onApplicationShutdown(): Promise<void> {
    return this.close();
  }
}
