import type { StoreExport, StoreExportFormat, StoreSetup } from '../../protocol/models/lti/store-setup.ts';
import { storeCartridge } from './cartridge.ts';
import { lmsSteps } from './lms-steps.ts';
import { setupMessage } from './message.ts';

/** The text of a setup to hand on. Holds the secret only where the setup does; the cartridge never does. */
export function exportStoreSetup(setup: StoreSetup, format: StoreExportFormat): StoreExport {
  switch (format) {
    case 'message':
      return { fileName: 'lti-connection.txt', mediaType: 'text/plain', text: setupMessage(setup) };
    case 'cartridge':
      return { fileName: 'lti-cartridge.xml', mediaType: 'application/xml', text: storeCartridge(setup) };
    case 'moodle':
    case 'canvas':
    case 'schoology':
      return { fileName: `lti-${format}.txt`, mediaType: 'text/plain', text: lmsSteps(format, setup) };
  }
}
