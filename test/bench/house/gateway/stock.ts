import 'reflect-metadata';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloGatewayDriver, type ApolloGatewayDriverConfig } from '@nestjs/apollo';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { GraphQLModule } from '@nestjs/graphql';
import { tell } from '../../process.js';
import { supergraphOf } from './supergraph.js';

/** The gateway as Nest's documentation sets it up: its driver, its defaults, @apollo/gateway's own data source. */
process.env.APOLLO_TELEMETRY_DISABLED = 'true';
const urls = JSON.parse(process.argv[2] ?? '{}') as Record<string, string>;

@Module({
  imports: [
    GraphQLModule.forRoot<ApolloGatewayDriverConfig>({
      driver: ApolloGatewayDriver,
      server: { playground: false },
      gateway: { supergraphSdl: supergraphOf(urls) },
    }),
  ],
})
class GatewayModule {}

process.env.NODE_ENV = 'production';
const app = await NestFactory.create(GatewayModule, { logger: false });
await app.listen(0, '127.0.0.1');
tell({ url: `http://127.0.0.1:${((app.getHttpServer() as Server).address() as AddressInfo).port}` });
