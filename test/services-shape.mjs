import { spawnSync } from 'node:child_process';

/**
 * What the process-per-service shape lacks on this machine, as a reason for leaving its tests out; undefined when
 * nothing does. Under CI=true nothing is left out: what is missing then fails.
 */
export function servicesShapeMissing() {
  if (process.env.CI === 'true' || process.env.KAFKA_BROKERS) return undefined;
  const lacks = [
    ['Java 17 or newer', 'java', '-version'],
    ['Maven', 'mvn', '-v'],
  ].filter(([, program, flag]) => spawnSync(program, [flag], { stdio: 'ignore' }).status !== 0);
  if (lacks.length === 0) return undefined;
  return `it needs Kafka: set KAFKA_BROKERS, or install ${lacks.map(([name]) => name).join(' and ')}`;
}
