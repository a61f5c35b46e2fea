import { OpaqueTokens, Statements } from '@cairn/access';
import type { EventBus } from '@cairn/messaging';
import type { StatementObserver } from '@cairn/postgres';
import type { Platform } from '@cairn/service';
import { type Log, systemClock } from '@cairn/telemetry';
import type { DataFolder } from './data-folder.js';
import type { Secrets } from './secrets.js';

export interface PlatformParts {
  readonly bus: EventBus;
  readonly log: Log;
  readonly secrets: Secrets;
  readonly publicUrl: string;
  readonly folder: DataFolder;
  readonly observeStatement?: StatementObserver;
}

/** What all services in this process share. */
export function platformOf({ bus, log, secrets, publicUrl, folder, observeStatement }: PlatformParts): Platform {
  const bytes = (text: string) => Buffer.from(text, 'base64url');
  return {
    bus,
    log,
    clock: systemClock,
    tokens: new OpaqueTokens(bytes(secrets.token)),
    statements: new Statements(bytes(secrets.statement)),
    keySecret: bytes(secrets.key),
    publicUrl,
    filesDir: folder.files,
    observeStatement,
  };
}
