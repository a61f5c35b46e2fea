import { EnrolmentMapResolver } from './enrolment-map.resolver.js';
import { MapLayouts } from './map-layouts.service.js';
import { MapNamesStore } from './map-names.store.js';
import { VersionMapResolver } from './map.resolver.js';
import { MapService } from './map.service.js';
import { PathwayPageController } from './page/pathway-page.controller.js';

/** Pathways drawn. */
export const mapProviders = [MapNamesStore, { provide: MapLayouts, useFactory: () => new MapLayouts() }, MapService, VersionMapResolver, EnrolmentMapResolver];

/** Their public pages. */
export const mapControllers = [PathwayPageController];
