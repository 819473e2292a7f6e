import { expect, test } from 'vitest';
import type { StageEvent } from '../../protocol/host.ts';
import { fitBounds } from './bounds.ts';
import { createStage, maxViews, type StagePorts } from './stage.ts';

const url = 'http://platform.localhost:7001/launch/1';
const bounds = { x: 10, y: 20, width: 300, height: 200 };

function staged(windowSize: StagePorts['windowSize'] = () => ({ width: 1000, height: 800, zoom: 1 })) {
  const events: StageEvent[] = [];
  const log: string[] = [];
  const gone = new Map<string, (reason: string) => void>();
  const stage = createStage({
    openView: async (id, _url, _records, onGone) => {
      gone.set(id, onGone);
      return {
        setBounds: ({ x, y, width, height }) => log.push(`${id} at ${x},${y} ${width}x${height}`),
        setVisible: (visible) => log.push(`${id} ${visible ? 'shown' : 'hidden'}`),
        destroy: () => log.push(`${id} destroyed`),
      };
    },
    emit: (event) => events.push(event),
    windowSize,
  });
  return {
    stage,
    events,
    log,
    gone,
    closed: () => events.flatMap((event) => (event.type === 'closed' ? [event.exchangeId] : [])),
  };
}

test.each(['https://tool.example/', 'http://127.0.0.1.evil.example/', 'file:///etc/passwd', 'app://countersign/'])(
  'a launch page at %s is refused: it must be this machine’s own',
  async (address) => {
    await expect(staged().stage.open('a', address)).rejects.toMatchObject({ problem: { code: 'launch.failed' } });
  },
);

test('placing one launch hides every other', async () => {
  const { stage, log } = staged();
  await stage.open('a', url);
  await stage.open('b', url);
  expect(stage.place('a', bounds)).toBe(true);
  expect(stage.place('b', bounds)).toBe(true);
  expect(log.slice(-3)).toEqual(['a hidden', 'b at 10,20 300x200', 'b shown']);
});

test('a launch placed before its view is open is shown when it opens', async () => {
  const { stage, log } = staged();
  expect(stage.place('a', bounds)).toBe(false);
  await stage.open('a', url);
  expect(log).toEqual(['a at 10,20 300x200', 'a shown']);
});

test('hiding stays hidden when the launch is opened anew', async () => {
  const { stage, log } = staged();
  await stage.open('a', url);
  stage.place('a', bounds);
  stage.place('a', null);
  log.length = 0;
  await stage.open('a', url);
  expect(log).toEqual(['a destroyed']);
});

test('closing, launching anew, a dead page and a new page load all end views and say so', async () => {
  const { stage, log, gone, closed } = staged();
  await stage.open('a', url);
  await stage.open('a', url);
  gone.get('a')?.('crashed');
  await stage.open('b', url);
  stage.close('b');
  await stage.open('c', url);
  stage.closeAll('The window was loaded anew.');
  expect(closed()).toEqual(['a', 'a', 'b', 'c']);
  expect(log.filter((entry) => entry.endsWith('destroyed'))).toHaveLength(4);
  expect(stage.place('c', bounds)).toBe(false);
});

test('the oldest launch makes room for more than can be kept', async () => {
  const { stage, closed } = staged();
  for (let at = 0; at <= maxViews; at += 1) await stage.open(String(at), url);
  expect(closed()).toEqual(['0']);
});

test('without a window nothing is shown', async () => {
  const { stage } = staged(() => null);
  await stage.open('a', url);
  expect(stage.place('a', bounds)).toBe(false);
});

test('bounds follow the zoom and never leave the window', () => {
  const window = { width: 1000, height: 800 };
  expect(fitBounds({ x: 11, y: 11, width: 100, height: 100 }, window, 1.5)).toEqual({
    x: 17,
    y: 17,
    width: 149,
    height: 149,
  });
  expect(fitBounds({ x: 900, y: 700, width: 500, height: 500 }, window, 1)).toEqual({
    x: 900,
    y: 700,
    width: 100,
    height: 100,
  });
  expect(fitBounds({ x: 1000, y: 0, width: 10, height: 10 }, window, 1)).toBeNull();
  expect(fitBounds({ x: 0, y: 0, width: 0, height: 10 }, window, 1)).toBeNull();
});
