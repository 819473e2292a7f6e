import { type ChildProcess, spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { z } from 'zod';
import { preparedApp, requireDisplay } from './environment.ts';
import { makeUserData } from './launch.ts';

/** The app without Playwright: nothing watches its frames, so they live in the processes they have for users. */
export type PlainApp = {
  /** Runs an expression in the window's page and answers with its value, promises awaited. */
  evaluate(expression: string): Promise<unknown>;
  close(): Promise<void>;
};

const targetsSchema = z.array(z.object({ type: z.string(), url: z.string(), webSocketDebuggerUrl: z.string() }));
const replySchema = z.object({
  id: z.number(),
  error: z.object({ message: z.string() }).optional(),
  result: z
    .object({
      result: z.object({ value: z.unknown().optional() }),
      exceptionDetails: z.object({ text: z.string() }).optional(),
    })
    .optional(),
});

const startTimeoutMs = 40_000;

/** Starts the built app and talks to its window alone, over the DevTools protocol. */
export async function launchPlainApp(): Promise<PlainApp> {
  requireDisplay(process.env, process.platform);
  const prepared = preparedApp(process.env);
  const userData = await makeUserData();
  const child = spawn(prepared.executable, ['--remote-debugging-port=0', ...prepared.args], {
    env: { ...process.env, COUNTERSIGN_USER_DATA: userData },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const close = async () => {
    await end(child);
    await rm(userData, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const socket = await connect(await windowTarget(await devtoolsHost(child)));
    await loaded(socket);
    return {
      evaluate: (expression) => evaluate(socket, expression),
      close: async () => {
        socket.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** `host:port` of the DevTools server, which the app prints when it listens. */
function devtoolsHost(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const timer = setTimeout(() => reject(new Error(`The app did not start in time.\n${output}`)), startTimeoutMs);
    child.once('exit', () => reject(new Error(`The app ended at its start.\n${output}`)));
    child.stderr?.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
      const host = output.match(/DevTools listening on ws:\/\/([^/]+)\//)?.[1];
      if (host === undefined) return;
      clearTimeout(timer);
      resolve(host);
    });
  });
}

async function windowTarget(host: string): Promise<string> {
  const deadline = Date.now() + startTimeoutMs;
  while (Date.now() < deadline) {
    const targets = targetsSchema.parse(await (await fetch(`http://${host}/json/list`)).json());
    const target = targets.find(({ type, url }) => type === 'page' && url.startsWith('app:'));
    if (target !== undefined) return target.webSocketDebuggerUrl;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The app opened no window.');
}

/** The page may still be on its way when its target is listed: what is evaluated then is lost with the page before it. */
async function loaded(socket: WebSocket): Promise<void> {
  const deadline = Date.now() + startTimeoutMs;
  while (Date.now() < deadline) {
    const state = await evaluate(socket, '"countersign" in window && document.readyState').catch(() => false);
    if (state === 'complete') return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The window did not load its page.');
}

function connect(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url);
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve(socket), { once: true });
    socket.addEventListener('error', () => reject(new Error(`No connection to ${url}`)), { once: true });
  });
}

let lastId = 0;

function evaluate(socket: WebSocket, expression: string): Promise<unknown> {
  lastId += 1;
  const id = lastId;
  return new Promise((resolve, reject) => {
    const onEnd = () => reject(new Error('The app ended before it answered.'));
    const onMessage = ({ data }: MessageEvent) => {
      const reply = replySchema.safeParse(JSON.parse(String(data)));
      if (!reply.success || reply.data.id !== id) return;
      socket.removeEventListener('message', onMessage);
      socket.removeEventListener('close', onEnd);
      const { error, result } = reply.data;
      const trouble = error?.message ?? result?.exceptionDetails?.text;
      if (trouble === undefined) resolve(result?.result.value);
      else reject(new Error(trouble));
    };
    socket.addEventListener('message', onMessage);
    socket.addEventListener('close', onEnd, { once: true });
    const params = { expression, awaitPromise: true, returnByValue: true };
    socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params }));
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(force);
}
