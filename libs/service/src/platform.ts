import type { OpaqueTokens, Statements } from '@cairn/access';
import type { EventBus } from '@cairn/messaging';
import type { StatementObserver } from '@cairn/postgres';
import type { Clock, Log } from '@cairn/telemetry';

/** What a service is given by whoever runs it: everything that differs between one process and many. */
export interface Platform {
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly log: Log;
  readonly tokens: OpaqueTokens;
  readonly statements: Statements;
  /** Where the registry is reached from outside, without a slash at the end; it is part of credential and DID addresses. */
  readonly publicUrl: string;
  /** Folder for uploads and result files. */
  readonly filesDir: string;
  /** Wraps the data keys of earners and signing keys, 32 bytes. */
  readonly keySecret: Buffer;
  readonly observeStatement?: StatementObserver;
}

/** Injection tokens for the parts of a Platform that are no classes. */
export const PLATFORM = Symbol('platform');
export const CLOCK = Symbol('clock');
export const LOG = Symbol('log');
/** A RightsInForce: what callers may do by now. */
export const RIGHTS = Symbol('rights');
/** Name of the service, which statements are made out to. */
export const SERVICE = Symbol('service');
