import { writeFileSync } from 'node:fs';
import { app, type WebContents } from 'electron';
import type { AppEvent } from '../../protocol/events.ts';
import type { SelfTestReport } from '../../protocol/models/self-test.ts';
import type { Application } from '../application.ts';
import { runtimeInfo } from '../runtime.ts';
import { appOrigin } from '../security/origin.ts';
import { appChecks } from './app-checks.ts';
import type { SelfTestRequest } from './arguments.ts';
import { coreChecks } from './checks.ts';
import { fuseFile, readFuseWire } from './fuse-wire.ts';
import { runChecks } from './run.ts';

/** Remembers which exchanges have ended, since one may end before it is asked for. */
export function exchangeEnds(): { onEvent(event: AppEvent): void; ended(id: string): Promise<void> } {
  const over = new Set<string>();
  const waiting = new Map<string, () => void>();
  return {
    onEvent: (event) => {
      if (event.type !== 'exchange.changed' || event.exchange.state === 'running') return;
      over.add(event.exchange.id);
      waiting.get(event.exchange.id)?.();
    },
    ended: (id) =>
      new Promise((resolve) => {
        if (over.has(id)) resolve();
        else waiting.set(id, resolve);
      }),
  };
}

/** Tests the running app from within and writes what came of it. The answer is the exit code. */
export async function selfTest(
  application: Application,
  ended: (id: string) => Promise<void>,
  { out }: SelfTestRequest,
): Promise<0 | 1> {
  const fuses = await readFuseWire(fuseFile(app.getPath('exe'), process.platform)).catch(() => null);
  const checks = [
    ...appChecks({
      isPackaged: app.isPackaged,
      appPath: app.getAppPath(),
      fuses,
      page: () => loaded(application.page()),
      appOrigin,
      platform: process.platform,
    }),
    ...coreChecks({ request: application.request, ended }),
  ];
  const facts = {
    appVersion: app.getVersion(),
    isPackaged: app.isPackaged,
    runtime: runtimeInfo(),
    arch: process.arch,
    fuses,
  };
  const report = await runChecks(checks, facts, {
    now: Date.now,
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  });
  write(report, out);
  return report.passed ? 0 : 1;
}

async function loaded(page: WebContents | null): Promise<WebContents> {
  if (page === null) throw new Error('The app has no window.');
  if (page.isLoading()) await new Promise<void>((resolve) => page.once('did-stop-loading', () => resolve()));
  return page;
}

function write(report: SelfTestReport, out: string | null): void {
  const text = `${JSON.stringify(report, null, 2)}\n`;
  if (out === null) writeFileSync(1, text);
  else writeFileSync(out, text);
}
