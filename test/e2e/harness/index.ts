export { ask, run } from './commands.ts';
export { preparedApp, requireDisplay } from './environment.ts';
export { type LaunchOptions, launchApp, makeUserData, type RunningApp } from './launch.ts';
export { launchViewTexts } from './launch-view.ts';
export type { Trouble } from './trouble.ts';
