import { readGatewaySettings } from './config.js';

const sound = {
  CAIRN_PUBLIC_URL: 'https://registry.example/',
  CAIRN_STATEMENT_SECRET: 'A'.repeat(43),
  CAIRN_ISSUERS_URL: 'http://127.0.0.1:4001',
  CAIRN_ACHIEVEMENTS_URL: 'http://127.0.0.1:4002',
  CAIRN_EARNERS_URL: 'http://127.0.0.1:4003',
  CAIRN_PATHWAYS_URL: 'http://127.0.0.1:4004',
  CAIRN_VERIFICATION_URL: 'http://127.0.0.1:4005',
};

describe('the settings of the gateway', () => {
  it('have safe defaults', () => {
    expect(readGatewaySettings(sound)).toMatchObject({ host: '127.0.0.1', port: 4000, logLevel: 'info', publicUrl: 'https://registry.example', trustedIssuers: [], closed: false, operationMs: 4_000 });
    expect(readGatewaySettings({ ...sound, NODE_ENV: 'production' }).closed).toBe(false);
    expect(readGatewaySettings({ ...sound, CAIRN_INTROSPECTION: 'closed' }).closed).toBe(true);
  });

  it('name every fault at once', () => {
    const faulty = { ...sound, PORT: '70000', CAIRN_ISSUERS_URL: 'ftp://x', CAIRN_STATEMENT_SECRET: '', CAIRN_EARNERS_URL_FILE: '/nowhere' };
    expect(() => readGatewaySettings(faulty)).toThrow(/(?=[\s\S]*PORT must)(?=[\s\S]*CAIRN_ISSUERS_URL must)(?=[\s\S]*CAIRN_STATEMENT_SECRET must)(?=[\s\S]*CAIRN_EARNERS_URL_FILE names)/);
  });

  it('give operations as long as is said, within reason', () => {
    expect(readGatewaySettings({ ...sound, CAIRN_OPERATION_MS: '30000' }).operationMs).toBe(30_000);
    for (const unusable of ['999', '120001', '4s', '1e4.5']) {
      expect(() => readGatewaySettings({ ...sound, CAIRN_OPERATION_MS: unusable })).toThrow('CAIRN_OPERATION_MS must be a whole number of milliseconds');
    }
  });

  it('name limits and proxies that cannot be used', () => {
    expect(() => readGatewaySettings({ ...sound, CAIRN_LIMITS: 'ANONYMOUS=10/1/1', CAIRN_TRUSTED_PROXIES: 'all' })).toThrow(/(?=[\s\S]*CAIRN_LIMITS must)(?=[\s\S]*CAIRN_TRUSTED_PROXIES must)/);
    expect(readGatewaySettings({ ...sound, CAIRN_LIMITS: 'CLIENT=5000/1/1' }).limitClasses.CLIENT.points).toBe(5_000);
  });
});
