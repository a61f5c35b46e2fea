#!/usr/bin/env node
import { execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '@cairn/ports';

/**
 * A real Apache Kafka broker without Docker: one KRaft node on free ports of 127.0.0.1. Its jars come from Maven Central
 * once and stay in a cache folder (CAIRN_KAFKA_DIR, else `.cairn/kafka` of this checkout). Standard library only.
 *
 * As a command: `node deploy/kafka/broker.mjs [DIR]` prints `KAFKA_BROKERS=…` and runs until it is stopped.
 */
const here = fileURLToPath(new URL('.', import.meta.url));
const silent = () => undefined;

/** Java or Maven is missing, or the node does not start; the message is one sentence. */
export class BrokerFault extends Error {
  code = 'BROKER_NOT_STARTED';
}

/** What a broker lacks on this machine, as one sentence; undefined when it can run. */
export async function whatIsMissing(cache = cacheFolder()) {
  const java = javaVersion();
  if (java === undefined) return 'Kafka needs Java 17 or later, and there is no `java` on the PATH.';
  if (java < 17) return `Kafka needs Java 17 or later, and \`java\` is version ${java}.`;
  if (!(await exists(join(cache, await jarsName()))) && !runs('mvn', ['-v'])) {
    return 'Kafka is fetched with Maven, and there is no `mvn` on the PATH.';
  }
  return undefined;
}

/**
 * Starts a node.
 *
 * @param {object} options
 * @param {string} options.dir data folder; formatted when empty, kept otherwise
 * @param {(line: string) => void} [options.log] hears of progress
 * @param {number} [options.port] port for clients; a free one when absent
 * @param {Record<string, string>} [options.users] passwords by name: clients sign in (SASL PLAIN) and may do what an ACL lets them, the first of them everything; when absent everybody may do everything
 * @returns {Promise<{ brokers: string, stop: () => Promise<void> }>} `brokers` is `127.0.0.1:<port>`
 */
export async function startBroker({ dir, log = silent, port, users }) {
  const missing = await whatIsMissing();
  if (missing) throw new BrokerFault(missing);
  const jars = await fetchJars(log);
  await clearFormerRun(dir, log);
  const [client, controller] = [port ?? (await freePort()), await freePort()];
  await mkdir(dir, { recursive: true });
  const settings = join(dir, 'server.properties');
  await writeFile(settings, properties({ ...plain(dir, client, controller), ...(users ? guarded(client, controller, users) : {}) }));
  if (!(await exists(join(dir, 'data', 'meta.properties')))) {
    // In one word with its option: one in 64 begins with a hyphen, and would be taken for an option itself.
    const cluster = randomBytes(16).toString('base64url');
    java(jars, ['kafka.tools.StorageTool', 'format', `--cluster-id=${cluster}`, '--config', settings], dir);
  }
  const node = spawn('java', [...javaOptions(jars, dir), 'kafka.Kafka', settings], { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  if (node.pid) await writeFile(join(dir, 'node.pid'), String(node.pid));
  await started(node, client);
  log(`Kafka listens on 127.0.0.1:${client}.`);
  const onExit = () => node.kill('SIGKILL');
  process.once('exit', onExit);
  return {
    brokers: `127.0.0.1:${client}`,
    pid: node.pid,
    async stop() {
      process.removeListener('exit', onExit);
      if (node.exitCode !== null || node.signalCode !== null) return;
      const closed = new Promise((resolve) => node.once('close', resolve));
      node.kill('SIGTERM');
      const impatience = setTimeout(() => node.kill('SIGKILL'), 15_000);
      await closed;
      clearTimeout(impatience);
    },
  };
}

const cacheFolder = () => process.env.CAIRN_KAFKA_DIR ?? join(here, '..', '..', '.cairn', 'kafka');

/** The jars of one pom: another version gets another folder. */
const jarsName = async () => `jars-${createHash('sha256').update(await readFile(join(here, 'pom.xml'))).digest('hex').slice(0, 12)}`;

async function fetchJars(log) {
  const cache = cacheFolder();
  const jars = join(cache, await jarsName());
  if (await exists(jars)) return jars;
  log('Fetching Kafka from Maven Central (43 MB, once) …');
  const draft = join(cache, `draft-${randomBytes(4).toString('hex')}`);
  await mkdir(draft, { recursive: true });
  try {
    await run('mvn', ['-q', '-B', '-f', join(here, 'pom.xml'), 'dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${draft}`]);
    await rename(draft, jars).catch(async (error) => {
      if (!(await exists(jars))) throw error; // else another starter was faster
    });
  } catch (error) {
    throw new BrokerFault(`Maven could not fetch Kafka: ${error.message}`, { cause: error });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return jars;
}

/** A former run that was killed leaves its node behind; it is stopped when it is seen to be a Kafka of this folder. */
async function clearFormerRun(dir, log) {
  const pid = Number(await readFile(join(dir, 'node.pid'), 'utf8').catch(() => '0'));
  const isOurs = () => pid > 1 && commandOf(pid).includes(join(dir, 'server.properties'));
  if (!isOurs()) return;
  log(`A former run left its Kafka behind (process ${pid}); stopping it.`);
  for (const signal of ['SIGTERM', 'SIGKILL']) {
    process.kill(pid, signal);
    for (let waited = 0; waited < 10_000; waited += 100) {
      await new Promise((resume) => setTimeout(resume, 100));
      if (!isOurs()) return;
    }
  }
  throw new BrokerFault(`the Kafka that a former run left behind (process ${pid}) does not stop`);
}

function commandOf(pid) {
  try {
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { stdio: ['ignore', 'pipe', 'ignore'] }).toString();
  } catch {
    return '';
  }
}

const plain = (dir, client, controller) => ({
  'process.roles': 'broker,controller',
  'node.id': 1,
  'controller.quorum.voters': `1@127.0.0.1:${controller}`,
  listeners: `PLAINTEXT://127.0.0.1:${client},CONTROLLER://127.0.0.1:${controller}`,
  'advertised.listeners': `PLAINTEXT://127.0.0.1:${client}`,
  'controller.listener.names': 'CONTROLLER',
  'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
  'log.dirs': join(dir, 'data'),
  'num.partitions': 8,
  'default.replication.factor': 1,
  'offsets.topic.replication.factor': 1,
  'offsets.topic.num.partitions': 8,
  'transaction.state.log.replication.factor': 1,
  'transaction.state.log.min.isr': 1,
  'share.coordinator.state.topic.replication.factor': 1,
  'share.coordinator.state.topic.min.isr': 1,
  'auto.create.topics.enable': false,
  'group.initial.rebalance.delay.ms': 0,
  'log.retention.ms': -1,
});

/** What is different where clients sign in; the controller's listener is for the node itself. */
function guarded(client, controller, users) {
  const [[first, password]] = Object.entries(users);
  const known = Object.entries(users).map(([name, secret]) => `user_${name}="${secret}"`);
  return {
    listeners: `CLIENT://127.0.0.1:${client},CONTROLLER://127.0.0.1:${controller}`,
    'advertised.listeners': `CLIENT://127.0.0.1:${client}`,
    'listener.security.protocol.map': 'CLIENT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT',
    'inter.broker.listener.name': 'CLIENT',
    'sasl.mechanism.inter.broker.protocol': 'PLAIN',
    'listener.name.client.sasl.enabled.mechanisms': 'PLAIN',
    'listener.name.client.plain.sasl.jaas.config': `org.apache.kafka.common.security.plain.PlainLoginModule required username="${first}" password="${password}" ${known.join(' ')};`,
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'super.users': `User:${first};User:ANONYMOUS`,
  };
}

const properties = (settings) =>
  Object.entries(settings)
    .map(([name, value]) => `${name}=${String(value).replaceAll('\\', '\\\\')}\n`)
    .join('');

const javaOptions = (jars, dir) => [
  '-Xms128m',
  '-Xmx320m',
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-Dlog4j2.level=WARN',
  `-Dkafka.logs.dir=${dir}`,
  '-cp',
  join(jars, '*'),
];

function java(jars, words, dir) {
  try {
    execFileSync('java', [...javaOptions(jars, dir), ...words], { stdio: ['ignore', 'ignore', 'pipe'] });
  } catch (error) {
    throw new BrokerFault(`Kafka's storage could not be formatted: ${String(error.stderr ?? error.message).trim().split('\n').at(-1)}`);
  }
}

/** Ready when the port for clients answers; otherwise the node's last words. */
async function started(node, port) {
  let said = '';
  const hear = (chunk) => (said = (said + chunk).slice(-4_096));
  node.stdout.on('data', hear);
  node.stderr.on('data', hear);
  const ended = new Promise((resolve) => {
    node.once('close', resolve);
    node.once('error', resolve);
  });
  for (let waited = 0; waited < 60_000; waited += 100) {
    const over = await Promise.race([ended.then(() => true), new Promise((resume) => setTimeout(resume, 100, false))]);
    if (over) break;
    const open = await new Promise((resolve) => {
      const socket = new Socket();
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
      socket.once('close', () => resolve(false));
      socket.connect(port, '127.0.0.1');
      socket.once('connect', () => socket.destroy());
    });
    if (open) return;
  }
  node.kill('SIGKILL');
  throw new BrokerFault(`Kafka did not start: ${said.trim().split('\n').slice(-3).join(' ')}`);
}

function javaVersion() {
  try {
    // `java -version` writes to stderr; `--version` (9 and later) to stdout.
    const text = execFileSync('java', ['--version'], { stdio: ['ignore', 'pipe', 'ignore'] }).toString();
    return Number(/\b(\d+)(\.|-|\s|$)/.exec(text)?.[1]);
  } catch (error) {
    return error.code === 'ENOENT' ? undefined : 8;
  }
}

const runs = (program, words) => {
  try {
    execFileSync(program, words, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

const run = (program, words) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said = (said + chunk).slice(-2_048)));
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(said.trim().split('\n').slice(0, 2).join(' ')))));
  });

const exists = (path) =>
  access(path).then(
    () => true,
    () => false,
  );

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const dir = process.argv[2] ?? join(cacheFolder(), 'node');
    const port = Number(process.env.CAIRN_KAFKA_PORT) || undefined;
    const broker = await startBroker({ dir, port, log: (line) => process.stderr.write(`${line}\n`) });
    process.stdout.write(`KAFKA_BROKERS=${broker.brokers}\n`);
    // Ends on a signal, and with whoever holds our input (test set-ups do).
    const stop = () => void broker.stop().then(() => process.exit(0));
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop);
    if (!process.stdin.isTTY && process.env.CAIRN_FOLLOW_INPUT) process.stdin.resume().once('close', stop);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
