import { type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { DefinitionController } from './definition.controller.js';
import { publicHeaders } from './public-headers.middleware.js';

/** The pages of definitions. Their providers are the service's, which the reader of definitions belongs to. */
@Module({})
export class DocumentHeaders implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(publicHeaders).forRoutes(DefinitionController);
  }
}
