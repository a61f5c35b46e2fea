import { readFilesSettings } from '../config.js';
import { ClamdScanner } from './clamd-scanner.js';
import { noScanner, SCANNER, type Scanner } from './scanner.js';

/** The scanner that the settings name. */
export const scannerProvider = {
  provide: SCANNER,
  useFactory: (): Scanner => {
    const { clamd } = readFilesSettings();
    return clamd ? new ClamdScanner(clamd) : noScanner;
  },
};
