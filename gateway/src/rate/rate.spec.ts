import { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { principalOf } from '@cairn/access';
import fc from 'fast-check';
import { type Caller, unknownCaller } from '../caller.js';
import { Accounts } from './accounts.js';
import { bucketOf, clientAddress, readProxies } from './client-address.js';
import { gcra, refund, remaining, spend } from './gcra.js';
import { publishedClasses, readLimitClasses } from './limit-classes.js';
import { Throttled } from './throttled.js';

const from = (address: string, headers: Record<string, string> = {}) => ({ socket: { remoteAddress: address }, headers }) as unknown as IncomingMessage;
const clientOf = (tenant: string, actor: string): Caller => ({ ...unknownCaller, principal: principalOf({ actor, tenant }), limitClass: 'CLIENT' });
const thrownBy = (act: () => void): unknown => {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
};

describe('a bucket', () => {
  const bucket = gcra(100, 10);

  it('holds its burst at once and no more, and says when the next would be let through', () => {
    const { tat } = spend(bucket, 0, 100, 1_000_000);
    expect(remaining(bucket, tat, 1_000_000)).toBe(0);
    expect(spend(bucket, tat, 1, 1_000_000)).toEqual({ tat, waitUs: 100_000 });
    expect(spend(bucket, tat, 1, 1_100_000).waitUs).toBe(0);
  });

  it('takes nothing when it refuses', () => {
    const { tat } = spend(bucket, 0, 60, 0);
    expect(spend(bucket, tat, 41, 0).tat).toBe(tat);
    expect(remaining(bucket, tat, 0)).toBe(40);
  });

  it('never lets more through than burst and restored, whatever is asked when and given back', () => {
    const steps = fc.array(fc.record({ afterUs: fc.nat(2_000_000), units: fc.integer({ min: 1, max: 100 }), back: fc.nat(100) }), { maxLength: 60 });
    fc.assert(
      fc.property(steps, (asked) => {
        let [tat, now, used] = [0, 0, 0];
        for (const { afterUs, units, back } of asked) {
          now += afterUs;
          const spent = spend(bucket, tat, units, now);
          tat = spent.tat;
          if (spent.waitUs > 0) continue;
          const given = Math.min(back, units);
          tat = refund(bucket, tat, given, now);
          used += units - given;
          const left = remaining(bucket, tat, now);
          expect(left).toBeGreaterThanOrEqual(0);
          expect(left).toBeLessThanOrEqual(100);
        }
        expect(used).toBeLessThanOrEqual(100 + now / 100_000);
      }),
    );
  });
});

describe('accounts', () => {
  let now = 1_700_000_000_000;
  const clock = { now: () => now, hr: () => 0n } as never;
  const accounts = new Accounts(publishedClasses, clientAddress(null), clock);

  it('are of one client in one tenant, so that nobody spends what is another one’s', () => {
    const [a, b] = [clientOf('t1', 'c1'), clientOf('t2', 'c1')];
    accounts.of(a, from('192.0.2.1')).charge(4_000);
    expect(thrownBy(() => accounts.of(a, from('192.0.2.2')).charge(1))).toMatchObject({ status: 429, code: 'THROTTLED', retryable: true, retryAfter: 1 });
    expect(accounts.of(b, from('192.0.2.1')).remaining).toBe(4_000);
    expect(accounts.ofAddress(from('192.0.2.1')).remaining).toBe(1_000);
  });

  it('fill up again at the rate of their class', () => {
    const account = accounts.of(clientOf('t3', 'c3'), from('192.0.2.1'));
    account.charge(4_000);
    now += 1_000;
    expect(account.remaining).toBe(200);
    account.refund(100);
    expect(account.remaining).toBe(300);
    expect(account.resetSeconds).toBe(19);
  });

  it('count requests apart from points', () => {
    const account = accounts.ofAddress(from('198.51.100.7'));
    for (let request = 0; request < 50; request += 1) account.arrive();
    expect(thrownBy(() => account.arrive())).toBeInstanceOf(Throttled);
    now += 100;
    expect(thrownBy(() => account.arrive())).toBeUndefined();
  });

  it('let five transfers run at a time, and each ends once', () => {
    const account = accounts.of(clientOf('t4', 'c4'), from('192.0.2.1'));
    const responses = Array.from({ length: 5 }, () => new EventEmitter());
    for (const response of responses) account.beginBulk(response);
    expect(thrownBy(() => account.beginBulk(new EventEmitter()))).toBeInstanceOf(Throttled);
    responses[0]?.emit('close');
    responses[0]?.emit('close');
    account.beginBulk(new EventEmitter());
    expect(thrownBy(() => account.beginBulk(new EventEmitter()))).toBeInstanceOf(Throttled);
  });
});

describe('the address of a caller', () => {
  it('is the network of an IPv6 subscriber, and an IPv4 address alone', () => {
    expect(bucketOf('2001:db8:1:2:aaaa::1')).toBe(bucketOf('2001:db8:1:2::7'));
    expect(bucketOf('2001:db8:1:3::7')).not.toBe(bucketOf('2001:db8:1:2::7'));
    expect(bucketOf('2001:0db8::1')).toBe('2001:db8:0:0::/64');
    expect(bucketOf('::1')).toBe('0:0:0:0::/64');
    expect(bucketOf('::ffff:192.0.2.1')).toBe('192.0.2.1');
    expect(bucketOf('nonsense')).toBe('unknown');
  });

  it('is taken from a header of trusted proxies only', () => {
    const header = { 'x-forwarded-for': '203.0.113.66, 198.51.100.1, 10.0.0.2' };
    const trusting = clientAddress(readProxies('127.0.0.1,10.0.0.0/8') as never);
    expect(clientAddress(null)(from('127.0.0.1', header))).toBe('127.0.0.1');
    expect(trusting(from('127.0.0.1', header))).toBe('198.51.100.1');
    expect(trusting(from('::ffff:127.0.0.1', header))).toBe('198.51.100.1');
    expect(trusting(from('192.0.2.9', header))).toBe('192.0.2.9');
  });

  it('cannot be set up with what is no network', () => {
    for (const text of ['all', '10.0.0.0/33', '10.0.0.0/x', '::1/129']) expect(typeof readProxies(text)).toBe('string');
    expect(readProxies(undefined)).toBeNull();
  });
});

describe('the classes', () => {
  it('are the published ones unless an operator says otherwise', () => {
    expect(readLimitClasses(undefined)).toEqual(publishedClasses);
    expect(readLimitClasses('ANONYMOUS=2000/50/20')).toEqual({ ...publishedClasses, ANONYMOUS: { points: 2_000, pointsPerSecond: 50, requestsPerSecond: 20 } });
  });

  it('never hold less than one operation may cost', () => {
    for (const text of ['ANONYMOUS=999/50/20', 'NOBODY=2000/50/20', 'CLIENT=2000/0/20', 'CLIENT=2000', '__proto__=2000/1/1']) {
      expect(typeof readLimitClasses(text)).toBe('string');
    }
  });
});
