import { pino, type Logger } from 'pino';

export type Log = Logger;

/** A JSON log on stderr. Errors are logged by class, code and stack; arguments, rows and tokens never are. */
export function openLog(service: string, level: string): Log {
  return pino(
    {
      name: service,
      level,
      base: { service },
      serializers: {
        err: (error: Error & { code?: string }) => ({
          type: error.name,
          code: error.code,
          message: error.message,
          stack: error.stack,
          cause: error.cause instanceof Error ? error.cause.message : undefined,
        }),
      },
    },
    pino.destination({ fd: 2, sync: true }),
  );
}
