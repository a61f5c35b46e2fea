import { readFileSync } from 'node:fs';
import { z } from 'zod';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Settings that cannot be used: a plain sentence for each fault, all of them at once. */
export class SettingsFault extends Error {
  readonly code = 'SETTINGS_INVALID';

  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
  }
}

/**
 * Reads settings by name from the environment. `NAME_FILE` names a file that holds the value of `NAME` (how containers
 * are given secrets). An empty value counts as absent.
 *
 * @param shape a zod schema for each name; its messages complete the sentence "NAME …"
 * @param together faults of settings that are sound one by one
 * @throws SettingsFault
 */
export function readSettings<Shape extends z.ZodRawShape>(
  shape: Shape,
  env: Environment,
  together: (isSet: (name: keyof Shape & string) => boolean) => readonly string[] = () => [],
): z.output<z.ZodObject<Shape>> {
  const faults: string[] = [];
  const given = Object.fromEntries(Object.keys(shape).map((name) => [name, valueOf(name, env, faults)]));
  faults.push(...together((name) => given[name] !== undefined));
  const parsed = z.object(shape).safeParse(given);
  if (parsed.success && faults.length === 0) return parsed.data;
  const unread = new Set(faults.map((fault) => fault.split(' ')[0]));
  for (const { path, message } of parsed.error?.issues ?? []) {
    if (!unread.has(`${String(path[0])}_FILE`)) faults.push(`${String(path[0])} ${message}.`);
  }
  throw new SettingsFault(faults);
}

function valueOf(name: string, env: Environment, faults: string[]): string | undefined {
  const direct = env[name] || undefined;
  const file = env[`${name}_FILE`];
  if (!file) return direct;
  if (direct !== undefined) {
    faults.push(`${name}_FILE is set together with ${name}: set one of them.`);
    return direct;
  }
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    faults.push(`${name}_FILE names a file that cannot be read: ${(error as Error).message}.`);
    return undefined;
  }
}

const wholeNumber = (min: number, max: number, what: string) =>
  z
    .string()
    .regex(/^\d{1,9}$/, what)
    .transform(Number)
    .refine((value) => value >= min && value <= max, what);

/** The kinds of setting that several programs share. */
export const setting = {
  port: (otherwise: number) => wholeNumber(0, 65_535, 'must be a port, 0 to 65535').default(otherwise),
  count: (otherwise: number, max: number) => wholeNumber(1, max, `must be a whole number, 1 to ${max}`).default(otherwise),
  host: z.string().default('127.0.0.1'),
  logLevel: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'must be fatal, error, warn, info, debug, trace or silent')
    .default('info'),
  /** Where people reach the registry; a slash at the end is dropped. */
  publicUrl: z
    .string('must be set')
    .regex(/^https?:\/\/[^/?#]+(\/[^?#]*)?$/, 'must be an http or https address')
    .transform((text) => text.replace(/\/+$/, '')),
  postgres: z.string('must be set').regex(/^postgres(ql)?:\/\/./, 'must be a postgres:// address'),
  /** 32 random bytes, base64url (43 characters). */
  secret: z
    .string('must be set')
    .regex(/^[\w-]{43}$/, 'must be 32 bytes in base64url, 43 characters')
    .transform((text) => Buffer.from(text, 'base64url')),
  brokers: z
    .string()
    .regex(/^[^\s,:]+:\d+(,[^\s,:]+:\d+)*$/, 'must be a list like host:9092,host:9092')
    .transform((text) => text.split(',')),
};
