import { type LimitClasses, readLimitClasses, readProxies } from '@cairn/gateway';
import { SettingsFault } from '@cairn/service';
import type { RegistryConfig } from './config.js';

export type GatewaySettings = Partial<Pick<RegistryConfig, 'limits' | 'trustedProxies'>>;

/** What the gateway makes of its settings. Throws SettingsFault. */
export function gatewaySettings({ limits, trustedProxies }: GatewaySettings) {
  return {
    limitClasses: sound<LimitClasses>('CAIRN_LIMITS', readLimitClasses(limits)),
    proxies: sound('CAIRN_TRUSTED_PROXIES', readProxies(trustedProxies)),
  };
}

function sound<T>(name: string, read: T | string): T {
  if (typeof read === 'string') throw new SettingsFault([`${name} ${read}.`]);
  return read;
}
