import { Kafka } from 'kafkajs';

// What an operator told you: brokers, the topic, and how your groups begin (`tenant { topic { name groupPrefix } }`).
const { BROKERS = '127.0.0.1:9092', TOPIC = '', GROUP = '', EVENTS = 'Infinity', KAFKA_USER, KAFKA_PASSWORD = '' } = process.env;

// Who you are, as the brokers know you; over the network with `ssl: true` beside it.
const sasl = KAFKA_USER ? { mechanism: 'plain', username: KAFKA_USER, password: KAFKA_PASSWORD } : undefined;
const kafka = new Kafka({ clientId: 'partner', brokers: BROKERS.split(','), sasl, logLevel: 1 });
const consumer = kafka.consumer({ groupId: GROUP });
await consumer.connect();
await consumer.subscribe({ topics: [TOPIC], fromBeginning: true });

/** The newest version of each object that was dealt with; a real program keeps it with its data. */
const versions = new Map();
let seen = 0;

await consumer.run({
  eachMessage: async ({ message }) => {
    const { type, subject, data } = JSON.parse(message.value.toString());
    // At least once: what is not newer than what was dealt with is passed over.
    if (data.version > (versions.get(subject) ?? 0)) {
      versions.set(subject, data.version);
      console.log(`${type} ${subject} version ${data.version}`);
    }
    seen += 1;
    if (seen >= Number(EVENTS)) setImmediate(() => void consumer.disconnect());
  },
});
