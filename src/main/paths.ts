import { join } from 'node:path';

/** The bundle of this file lies in `out/main`. */
const out = join(__dirname, '..');
const root = join(out, '..');

/** Files of the built app. */
export const appPaths = {
  core: join(out, 'main', 'core.cjs'),
  preload: join(out, 'preload', 'index.cjs'),
  renderer: join(out, 'renderer'),
  resources: join(root, 'resources'),
  icon: join(root, 'resources', 'icons', 'countersign.png'),
} as const;

/** Files under the user-data folder. Core's lie apart from Chromium's. */
export function dataPaths(userData: string) {
  return {
    data: join(userData, 'data'),
    windowState: join(userData, 'window.json'),
    log: join(userData, 'main.log'),
  };
}
