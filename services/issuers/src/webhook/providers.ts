import { Fetcher } from '@cairn/fetching';
import type { Provider } from '@nestjs/common';
import { LogPlaceStore } from '../told-event/log-place.store.js';
import { type Calling, CALLING } from './calling.js';
import { WebhookDeliveries } from './delivery/webhook-deliveries.service.js';
import { WebhookDeliveryResolver } from './delivery/webhook-delivery.resolver.js';
import { WebhookDeliveryStore } from './delivery/webhook-delivery.store.js';
import { WebhookEndpointResolver } from './endpoint/webhook-endpoint.resolver.js';
import { WebhookEndpointStore } from './endpoint/webhook-endpoint.store.js';
import { WebhookEndpoints } from './endpoint/webhook-endpoints.service.js';
import { WebhookEventStore } from './event/webhook-event.store.js';
import { WebhookIntake } from './event/webhook-intake.service.js';
import { WebhookKeyStore } from './key/webhook-key.store.js';
import { WebhookSealing } from './key/webhook-sealing.js';
import { WebhookNoticeStore } from './notice/webhook-notice.store.js';
import { WebhookNotices } from './notice/webhook-notices.service.js';
import { EndpointTurn } from './sending/endpoint-turn.service.js';
import { SendingStore } from './sending/sending.store.js';
import { WebhookSender } from './sending/webhook-sender.service.js';
import { WebhookSweep } from './webhook-sweep.service.js';

/** Everything about webhooks, for the module of the service. */
export const webhookProviders = (calling: Calling): Provider[] => [
  { provide: CALLING, useValue: calling },
  { provide: Fetcher, useFactory: ({ fetching, thread }: Calling) => new Fetcher({ ...fetching, ...(thread ? { thread } : {}) }), inject: [CALLING] },
  WebhookSealing,
  WebhookKeyStore,
  WebhookEndpointStore,
  WebhookEndpoints,
  WebhookEndpointResolver,
  LogPlaceStore,
  WebhookEventStore,
  WebhookIntake,
  WebhookDeliveryStore,
  WebhookDeliveries,
  WebhookDeliveryResolver,
  SendingStore,
  EndpointTurn,
  WebhookSender,
  WebhookNoticeStore,
  WebhookNotices,
  WebhookSweep,
];
