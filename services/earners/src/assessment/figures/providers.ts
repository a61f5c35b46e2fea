import { CalibrationService } from './calibration.service.js';
import { CalibrationStore } from './calibration.store.js';
import { FigureStore } from './figure.store.js';
import { FiguresResolver } from './figures.resolver.js';
import { FiguresService } from './figures.service.js';

/** Figures of assessment, and the calibration set. */
export const figuresProviders = [FigureStore, FiguresService, CalibrationStore, CalibrationService, FiguresResolver];
