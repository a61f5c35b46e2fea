import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { anonymous, type RequestStatement } from '@cairn/access';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { openLog } from '@cairn/telemetry';
import { asStated, SubgraphExecutor, type SubgraphRequest } from '@cairn/subgraph';
import { parse } from 'graphql';
import { tell } from '../../process.js';
import { sdl } from './sdl.js';

const issuerOf = (id: string) => ({ id, name: `Issuer ${id}`, url: `https://${id}.example` });
const achievementOf = (id: string) => ({ id, title: `Achievement ${id}`, criteria: 'Passes the examination.', issuer: { id: `iss_${Number(id.slice(4)) % 7}` } });
const awards = Array.from({ length: 100 }, (_, n) => ({
  id: `awd_${n}`,
  awardedOn: '2026-03-01',
  state: 'ACTIVE',
  achievement: { id: `ach_${n}` },
}));

const resolvers = {
  issuers: {
    Query: { issuer: (_: unknown, { id }: { id: string }) => issuerOf(id) },
    Issuer: { __resolveReference: ({ id }: { id: string }) => issuerOf(id) },
  },
  achievements: {
    Query: { achievement: (_: unknown, { id }: { id: string }) => achievementOf(id) },
    Achievement: { __resolveReference: ({ id }: { id: string }) => achievementOf(id) },
  },
  earners: { Query: { awards: (_: unknown, { first }: { first: number }) => awards.slice(0, first) } },
};

const statement: RequestStatement = { principal: anonymous, requestId: 'bench', deadline: 0, awaitPosition: null, awaitMs: 0, contract: null, operation: null };

function serve(name: keyof typeof sdl): Promise<Server> {
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl[name]), resolvers: resolvers[name] as never }]);
  const executor = new SubgraphExecutor(name, schema, { reached: () => Promise.resolve('reached') }, asStated, openLog(name, 'silent'));
  // The data never changes, so an answer is kept: the two cores are for the gateway under test, not for its subgraphs.
  const answers = new Map<string, string>();
  const answerTo = async (body: string): Promise<string> => {
    let answer = answers.get(body);
    if (answer === undefined) {
      answer = JSON.stringify(await executor.execute(JSON.parse(body) as SubgraphRequest, statement));
      answers.set(body, answer);
    }
    return answer;
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.method !== 'POST') return void response.end('{}');
      const body = Buffer.concat(chunks).toString();
      void answerTo(body).then((answer) => {
        response.setHeader('content-type', 'application/json');
        response.end(answer);
      });
    });
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

const urls: Record<string, string> = {};
for (const name of Object.keys(sdl) as (keyof typeof sdl)[]) {
  const server = await serve(name);
  urls[name] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
tell(urls);
