import { type DestinationStream, pino, type Logger } from 'pino';
import { withoutSecrets } from './without-secrets.js';

export type Log = Logger;

/**
 * A JSON log on stderr. Errors are logged by class, code and stack; arguments, rows and tokens never are, and secrets in a
 * message are left out.
 */
export function openLog(service: string, level: string, to: DestinationStream = pino.destination({ fd: 2, sync: true })): Log {
  return pino(
    {
      name: service,
      level,
      // Neither process nor host. Who speaks is the name; a service that shares a process adds its own.
      base: {},
      serializers: {
        err: (error: Error & { code?: string }) => ({
          type: error.name,
          code: error.code,
          message: withoutSecrets(error.message),
          stack: error.stack && withoutSecrets(error.stack),
          cause: messageOf(error.cause),
        }),
        cause: messageOf,
      },
      hooks: {
        logMethod(given, method) {
          method.apply(this, given.map((one: unknown) => (typeof one === 'string' ? withoutSecrets(one) : one)) as Parameters<typeof method>);
        },
      },
    },
    to,
  );
}

const messageOf = (cause: unknown): string | undefined => (cause instanceof Error ? withoutSecrets(cause.message) : undefined);
