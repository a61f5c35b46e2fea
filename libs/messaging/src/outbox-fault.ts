/** An event that does not fit its own contract: a mistake in our code, never in a client's input. */
export class InvalidEvent extends Error {
  readonly code = 'EVENT_INVALID';
  readonly retryable = false;

  constructor(type: string, cause: unknown) {
    super(`data of ${type} do not fit its contract`, { cause });
  }
}

/** An event above 256 KiB: its maker must cut it into several. */
export class EventTooLarge extends Error {
  readonly code = 'EVENT_TOO_LARGE';
  readonly retryable = false;

  constructor(type: string) {
    super(`${type} is larger than 256 KiB`);
  }
}
