import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

export const defaultSize = { width: 1280, height: 800 } as const;
export const minimumSize = { width: 900, height: 600 } as const;

const rectangleSchema = z.strictObject({
  x: z.int(),
  y: z.int(),
  width: z.int().min(1).max(20_000),
  height: z.int().min(1).max(20_000),
});
type Rectangle = z.infer<typeof rectangleSchema>;

/** What is remembered of the window between starts. */
const windowStateSchema = z.strictObject({
  bounds: rectangleSchema.nullable(),
  maximized: z.boolean(),
  theme: z.enum(['system', 'light', 'dark']),
});
export type WindowState = z.infer<typeof windowStateSchema>;

const initialState: WindowState = { bounds: null, maximized: false, theme: 'system' };

/** Reads the state; a file that is missing or damaged is as good as a first start. */
export function readWindowState(path: string): WindowState {
  try {
    return windowStateSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return initialState;
  }
}

/** Writes the state whole or not at all. Throws what the file system throws. */
export function writeWindowState(path: string, state: WindowState): void {
  const fresh = `${path}.new`;
  writeFileSync(fresh, JSON.stringify(state));
  renameSync(fresh, path);
}

/** Pixels of the title area that must be on a screen for a person to be able to move the window. */
const reachable = 80;

/**
 * Bounds to open the window with: those remembered, at least the minimum size, as long as a screen still shows enough of them;
 * otherwise the default size, wherever the system places it.
 */
export function restoreBounds(saved: Rectangle | null, screens: readonly Rectangle[]): Partial<Rectangle> {
  if (saved === null) return defaultSize;
  const size = { width: Math.max(saved.width, minimumSize.width), height: Math.max(saved.height, minimumSize.height) };
  const isVisible = screens.some((screen) => {
    const across = Math.min(saved.x + size.width, screen.x + screen.width) - Math.max(saved.x, screen.x);
    return across >= reachable && saved.y >= screen.y && saved.y <= screen.y + screen.height - reachable;
  });
  return isVisible ? { x: saved.x, y: saved.y, ...size } : size;
}
