import { type LimitClasses, readLimitClasses, readOperationMs, readProxies, readTrustedIssuers, type TrustedIssuer } from '@cairn/gateway';
import { SettingsFault } from '@cairn/service';
import type { RegistryConfig } from './config.js';

export type GatewaySettings = Partial<Pick<RegistryConfig, 'limits' | 'trustedProxies' | 'trustedIssuers' | 'operationMs' | 'introspection'>>;

/** What the gateway makes of its settings. Throws SettingsFault. */
export function gatewaySettings({ limits, trustedProxies, trustedIssuers, operationMs, introspection }: GatewaySettings) {
  return {
    limitClasses: sound<LimitClasses>('CAIRN_LIMITS', readLimitClasses(limits)),
    trustedIssuers: sound<readonly TrustedIssuer[]>('CAIRN_TRUSTED_ISSUERS', readTrustedIssuers(trustedIssuers)),
    operationMs: sound<number>('CAIRN_OPERATION_MS', readOperationMs(operationMs)),
    closed: introspection === 'closed',
    proxies: sound('CAIRN_TRUSTED_PROXIES', readProxies(trustedProxies)),
  };
}

function sound<T>(name: string, read: T | string): T {
  if (typeof read === 'string') throw new SettingsFault([`${name} ${read}.`]);
  return read;
}
