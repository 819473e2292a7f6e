export { ask, run } from './commands.ts';
export { chooseFolder, chooseToOpen, chooseToSave } from './dialogs.ts';
export { preparedApp, requireDisplay } from './environment.ts';
export { newestExchange, sentBy } from './exchanges.ts';
export { seen } from './expect.ts';
export { type LaunchOptions, launchApp, makeUserData, type RunningApp } from './launch.ts';
export { launchViewTexts, pressInLaunchView, tickInLaunchView } from './launch-view.ts';
export { type AppProcess, corePid, isAlive, processTree } from './processes.ts';
export type { Trouble } from './trouble.ts';
