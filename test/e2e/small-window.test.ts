import type { Locator } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { closeByEscape, launchApp, type RunningApp, seen } from './harness/index.ts';
import { catcherPage } from './pages/catcher.ts';
import { type Pages, type PlaceName, pagesOf, setUpSandbox } from './pages/index.ts';

let running: RunningApp;
let pages: Pages;
beforeAll(async () => {
  running = await launchApp();
  pages = pagesOf(running.window);
  await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(900, 600));
  await seen.poll(() => running.window.evaluate('[innerWidth, innerHeight].join()')).toBe('900,600');
});
afterAll(() => running.close());

const namesSchema = z.array(z.string());

/**
 * Names of controls a person cannot bring into the window: outside of it, or cut off by a box that does not scroll.
 * Controls in a box that scrolls can be scrolled to.
 */
async function outOfReach(): Promise<string[]> {
  return namesSchema.parse(
    await running.window.evaluate(`(() => {
      const controls = 'button, input, textarea, select, a[href], [role="tab"], [role="option"], [tabindex="0"]';
      const scrolls = (style, axis) => ['auto', 'scroll'].includes(style['overflow' + axis]);
      const reachable = (element) => {
        let box = element.getBoundingClientRect();
        let { left, right, top, bottom } = box;
        for (let parent = element.parentElement; parent; parent = parent.parentElement) {
          const style = getComputedStyle(parent);
          const frame = parent.getBoundingClientRect();
          if (style.position === 'fixed') break;
          if (style.overflowX !== 'visible' && (left < frame.left - 1 || right > frame.right + 1)) {
            if (!scrolls(style, 'X')) return false;
            ({ left, right } = frame);
          }
          if (style.overflowY !== 'visible' && (top < frame.top - 1 || bottom > frame.bottom + 1)) {
            if (!scrolls(style, 'Y')) return false;
            ({ top, bottom } = frame);
          }
        }
        return left >= -1 && top >= -1 && right <= innerWidth + 1 && bottom <= innerHeight + 1;
      };
      return [...document.querySelectorAll(controls)]
        .filter((element) => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }))
        .filter((element) => element.getBoundingClientRect().width > 2)
        .filter((element) => !reachable(element))
        .map((element) => element.getAttribute('aria-label') ?? element.textContent ?? element.outerHTML);
    })()`),
  );
}

async function expectAllInReach(): Promise<void> {
  expect(await outOfReach()).toEqual([]);
  expect(await running.window.evaluate('document.documentElement.scrollWidth')).toBe(900);
  expect(await running.window.evaluate('document.documentElement.scrollHeight')).toBe(600);
}

/** The main control of a screen must be seen at once or after scrolling, and take a click, as soon as the screen has come to rest. */
async function expectUsable(control: Locator): Promise<void> {
  await seen(async () => {
    await control.scrollIntoViewIfNeeded({ timeout: 5_000 });
    // Not the whole: edges lie between pixels.
    await seen(control).toBeInViewport({ ratio: 0.95, timeout: 2_000 });
    await control.click({ trial: true, timeout: 2_000 });
  }).toPass({ timeout: 15_000 });
}

test('a control that is cut off is found', async () => {
  await running.window.evaluate(`document.body.append(Object.assign(document.createElement('button'), {
    textContent: 'Far away', id: 'far', style: 'position: fixed; left: 2000px; top: 0' }))`);
  expect(await outOfReach()).toEqual(['Far away']);
  await running.window.evaluate(`document.getElementById('far').remove()`);
});

test('the first screen', async () => {
  await expectAllInReach();
  await expectUsable(pages.welcome.passphrase);
  await setUpSandbox(pages, 'only for the test of small windows');
});

test('the form, its button and the result', async () => {
  await pages.connections.openFromHome('Exam platform');
  await pages.try.fillExamples();
  await expectAllInReach();
  await expectUsable(pages.try.send);
  await pages.try.send.click();
  await seen(pages.try.verdict).toContainText('Conforms');
  for (const part of ['Signed request', 'Response', 'Verdict'] as const) {
    await pages.try.showPart(part);
    await expectAllInReach();
  }
});

test('a launch: the embedded view lies inside its place, the hops below it', async () => {
  await pages.connections.openFromHome('Bookshelf');
  await expectUsable(pages.try.launch);
  await pages.try.launch.click();
  await seen(pages.try.verdict).toContainText('3 hops');
  await expectAllInReach();
  await expectUsable(pages.launch.hop(3));
  const place = await pages.launch.view.boundingBox();
  expect(place?.height).toBeGreaterThan(80);
});

test('the doctor, empty and with findings', async () => {
  const { doctor, shell } = pages;
  await shell.goTo('Doctor');
  await seen(doctor.heading).toBeVisible();
  await expectAllInReach();
  await doctor.tryExample('HAR file: another host name');
  await expectUsable(doctor.diagnose);
  await doctor.diagnose.click();
  await seen(doctor.verdict).toHaveText('The signature is wrong');
  await expectAllInReach();
  await expectUsable(doctor.finding(/host/).getByRole('button').first());
});

test('the catcher', async () => {
  const catcher = catcherPage(running.window);
  await pages.shell.goTo('Doctor');
  await catcher.open();
  await seen(catcher.start).toBeVisible();
  await expectAllInReach();
});

test.each(['Credentials', 'History', 'Sandbox', 'Settings', 'Connections'] as const satisfies readonly PlaceName[])(
  '%s',
  async (place) => {
    await pages.shell.goTo(place);
    await seen(pages.shell.place(place)).toHaveAttribute('aria-current', 'page');
    await seen(running.window.getByRole('heading', { level: 1 })).toBeVisible();
    await expectAllInReach();
  },
);

test('dialogs', async () => {
  await pages.shell.goTo('Credentials');
  await pages.credentials.create.click();
  await expectUsable(pages.credentials.save);
  await closeByEscape(pages.credentials.dialog);
  await running.window.keyboard.press('Control+k');
  await seen(pages.shell.paletteSearch).toBeInViewport({ ratio: 1 });
  await closeByEscape(pages.shell.palette);
});
