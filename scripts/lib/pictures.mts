import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ElectronApplication, Page } from 'playwright';

type Place = { x: number; y: number; width: number; height: number };

/**
 * Takes a picture of the window as a person sees it. A launch view is drawn by the system above the page, so the page's
 * own screenshot lacks it: the two are put together here.
 *
 * @param place what the launch view lies over, on the page; `null` when none is shown
 * @throws Error when a place is given but no launch view is open
 */
export async function takePicture(
  app: ElectronApplication,
  window: Page,
  path: string,
  place: Place | null,
): Promise<void> {
  const page = await pictureOf(window);
  const picture =
    place === null ? page : await app.evaluate(compose, { page, place, launch: await launchPicture(app) });
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, Buffer.from(picture, 'base64'));
}

async function pictureOf(page: Page): Promise<string> {
  return (await page.screenshot({ animations: 'disabled' })).toString('base64');
}

/** The newest launch: only that one is shown after it was launched. */
async function launchPicture(app: ElectronApplication): Promise<string> {
  const launch = app.windows().findLast((page) => /^https?:/.test(page.url()));
  if (launch === undefined) throw new Error('There is no launch view to take a picture of.');
  await launch.waitForLoadState('load');
  return pictureOf(launch);
}

/** Runs in main: lays the picture of the launch over the one of the page. All are base64 of PNG. */
function compose(
  { nativeImage }: typeof import('electron'),
  { page, launch, place }: { page: string; launch: string; place: Place },
): string {
  const under = nativeImage.createFromBuffer(Buffer.from(page, 'base64'));
  const size = under.getSize();
  const [left, top] = [Math.round(place.x), Math.round(place.y)];
  const room = {
    width: Math.min(Math.round(place.width), size.width - left),
    height: Math.min(Math.round(place.height), size.height - top),
  };
  const over = nativeImage.createFromBuffer(Buffer.from(launch, 'base64')).resize(room);
  const pixels = under.toBitmap();
  const rows = over.toBitmap();
  for (let row = 0; row < room.height; row += 1) {
    rows.copy(pixels, ((top + row) * size.width + left) * 4, row * room.width * 4, (row + 1) * room.width * 4);
  }
  return nativeImage.createFromBitmap(pixels, size).toPNG().toString('base64');
}
