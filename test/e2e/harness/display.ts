import { z } from 'zod';

const displaySchema = z.object({ DISPLAY: z.string(), XAUTHORITY: z.string() });

/** Windows that are driven at the same time do not share a display: they would take the focus and the clipboard from each other. */
const displays = z.array(displaySchema).parse(JSON.parse(process.env.COUNTERSIGN_E2E_DISPLAYS ?? '[]'));
const worker = Number(process.env.VITEST_POOL_ID ?? '1');
const own = displays[(worker - 1) % Math.max(1, displays.length)];
if (own !== undefined) Object.assign(process.env, own);
