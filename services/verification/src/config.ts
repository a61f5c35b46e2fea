import { type Environment, readSettings } from '@cairn/service';
import { z } from 'zod';

/** What can be set about verification beyond what every service has. */
export interface VerificationSettings {
  /** Whether documents that nobody asked for are signed when there is time. */
  readonly backgroundSigning: boolean;
}

export const VERIFICATION_SETTINGS = Symbol('verification settings');

const settings = {
  /** `off`: documents are signed when they are read, and only then. */
  CAIRN_BACKGROUND_SIGNING: z.enum(['on', 'off'], 'must be on or off').default('on'),
};

export function readVerificationSettings(env: Environment = process.env): VerificationSettings {
  return { backgroundSigning: readSettings(settings, env).CAIRN_BACKGROUND_SIGNING === 'on' };
}
