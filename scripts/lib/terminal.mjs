/**
 * What the scripts tell the person at the terminal.
 *
 * @typedef {object} Log
 * @property {(line: string) => void} info
 * @property {(line: string) => void} warn
 * @property {<T>(label: string, work: () => Promise<T>) => Promise<T>} during runs `work`; silent for two seconds,
 *   then shows that it is still running and for how long.
 */

const QUIET_MS = 2_000;
const TTY_TICK_MS = 1_000;
const PLAIN_TICK_MS = 10_000;

/**
 * A log on `stream`. On a terminal, running work is one line that counts seconds; elsewhere, one line every ten seconds.
 *
 * @param {NodeJS.WritableStream & { isTTY?: boolean }} [stream]
 * @returns {Log}
 */
export function createLog(stream = process.stdout) {
  /** @param {string} line */
  const print = (line) => void stream.write(`${line}\n`);
  return {
    info: print,
    warn: (line) => print(`warning: ${line}`),
    during: async (label, work) => {
      const ticker = startTicker(stream, label);
      try {
        return await work();
      } finally {
        ticker.stop();
      }
    },
  };
}

/**
 * @param {NodeJS.WritableStream & { isTTY?: boolean }} stream
 * @param {string} label
 */
function startTicker(stream, label) {
  const started = Date.now();
  const elapsed = () => `${Math.round((Date.now() - started) / 1000)} s`;
  const onTty = stream.isTTY === true;
  let shown = false;
  const tick = () => {
    shown = true;
    stream.write(onTty ? `\r\u001b[2K${label} … ${elapsed()}` : `${label} … ${elapsed()}\n`);
  };
  /** @type {NodeJS.Timeout | undefined} */
  let interval;
  const delay = setTimeout(() => {
    tick();
    interval = setInterval(tick, onTty ? TTY_TICK_MS : PLAIN_TICK_MS);
  }, QUIET_MS);
  return {
    stop() {
      clearTimeout(delay);
      clearInterval(interval);
      if (shown) stream.write(`${onTty ? '\r\u001b[2K' : ''}${label}: ${elapsed()}\n`);
    },
  };
}
