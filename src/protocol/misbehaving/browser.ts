import type { BehaviourEntry } from './behaviour.ts';

const cookieLost = 'In a frame of another site: “State not found”. In a window of its own it goes well.';
const refused = 'In a frame: blank, or the browser says that the tool refused to connect.';
const lmsMessage = 'The tool waits for the learning platform’s storage';

/** Cookies that do not come back, or that come back when they should not. */
export const cookieBehaviours = [
  {
    id: 'cookie-lax',
    rows: ['B1', 'NET-03'],
    title: 'Session cookie with SameSite=Lax',
    sees: cookieLost,
    needs: ['frame'],
  },
  {
    id: 'cookie-strict',
    rows: ['B1', 'NET-03'],
    title: 'Session cookie with SameSite=Strict',
    sees: '“State not found”, in a frame and in a window: the launch began on another site.',
  },
  {
    id: 'cookie-none-insecure',
    rows: ['B2', 'NET-03'],
    title: 'Session cookie with SameSite=None but not Secure',
    sees: '“State not found”: no current browser stores the cookie.',
  },
  {
    id: 'cookie-none-secure',
    rows: ['B1', 'NET-03'],
    title: 'Session cookie with SameSite=None and Secure',
    sees: 'Goes well, unless the browser blocks third-party cookies.',
    needs: ['frame'],
  },
  {
    id: 'cookie-partitioned',
    rows: ['B1', 'NET-03'],
    title: 'Session cookie with SameSite=None, Secure and Partitioned',
    sees: 'Goes well, also where third-party cookies are blocked.',
    needs: ['frame'],
  },
  {
    id: 'cookie-other-host',
    rows: ['B3', 'NET-03'],
    title: 'Sets the cookie on one host and asks for it on another',
    sees: '“State not found”: the cookie belongs to 127.0.0.1, the page to localhost, or the other way round.',
  },
  {
    id: 'cookie-other-path',
    rows: ['B3', 'NET-03'],
    title: 'Sets the cookie for another path',
    sees: '“State not found”: the cookie is for /login only.',
  },
  {
    id: 'cookie-expired',
    rows: ['B3', 'NET-03'],
    title: 'The cookie lives one second, the way to the page takes longer',
    sees: '“State not found”, after two seconds.',
  },
  {
    id: 'session-sticks',
    rows: ['B22'],
    title: 'An old session wins over a new launch',
    sees: 'A second launch, as somebody else, shows the first user.',
    trigger: { words: 'two launches with different user_id in one browser' },
  },
] as const satisfies readonly BehaviourEntry[];

/** Pages that refuse to be framed, rightly or wrongly said. */
export const frameBehaviours = [
  { id: 'frame-deny', rows: ['B20', 'NET-04'], title: 'X-Frame-Options: DENY', sees: refused, needs: ['frame'] },
  {
    id: 'frame-sameorigin',
    rows: ['B20', 'NET-04'],
    title: 'X-Frame-Options: SAMEORIGIN',
    sees: refused,
    needs: ['frame'],
  },
  {
    id: 'frame-allowall',
    rows: ['B20', 'NET-04'],
    title: 'X-Frame-Options: ALLOWALL, a value that does not exist',
    sees: 'Shown: browsers ignore the header.',
    needs: ['frame'],
  },
  {
    id: 'frame-allow-from',
    rows: ['B20', 'NET-04'],
    title: 'X-Frame-Options: ALLOW-FROM, which browsers have given up',
    sees: 'Shown: browsers ignore the header, so it protects nothing.',
    needs: ['frame'],
  },
  {
    id: 'frame-ancestors-none',
    rows: ['B20', 'NET-04'],
    title: "frame-ancestors 'none'",
    sees: refused,
    needs: ['frame'],
  },
  {
    id: 'frame-ancestors-other',
    rows: ['B20', 'NET-04'],
    title: 'frame-ancestors names another platform',
    sees: refused,
    needs: ['frame'],
  },
  {
    id: 'frame-contradicting',
    rows: ['B20', 'NET-04'],
    title: 'X-Frame-Options: DENY and frame-ancestors *',
    sees: 'Shown where frame-ancestors is known, which then counts alone; refused elsewhere.',
    needs: ['frame'],
  },
  {
    id: 'frame-later-hop',
    rows: ['B20', 'NET-04'],
    title: 'Only the page after a redirect refuses frames',
    sees: refused,
    needs: ['frame'],
  },
  {
    id: 'frame-error-page',
    rows: ['B20', 'NET-04'],
    title: 'Only the error page refuses frames',
    sees: 'A blank frame instead of the error, which can be read in a window of its own.',
    needs: ['frame'],
  },
] as const satisfies readonly BehaviourEntry[];

/** Pages whose scripts and resources go wrong. */
export const scriptBehaviours = [
  {
    id: 'popup-fallback',
    rows: ['B4', 'NET-06'],
    title: 'Opens a window that nobody asked for',
    sees: 'An empty page with “pop-up blocked”.',
  },
  {
    id: 'storage-used',
    rows: ['B5', 'NET-07'],
    title: 'Uses the platform’s storage rightly',
    sees: `${lmsMessage} and says what it got, or that there was no answer within three seconds.`,
    needs: ['frame'],
  },
  {
    id: 'storage-wrong-origin',
    rows: ['B5', 'NET-07'],
    title: 'Sends its storage messages to a wrong origin',
    sees: `${lmsMessage} in vain: browsers do not deliver its messages.`,
    needs: ['frame'],
  },
  {
    id: 'storage-wrong-frame',
    rows: ['B5', 'NET-07'],
    title: 'Looks for the storage in a frame that does not exist',
    sees: `${lmsMessage} in vain: it finds no frame of that name.`,
    needs: ['frame'],
  },
  {
    id: 'storage-unknown-subject',
    rows: ['B5', 'NET-07'],
    title: 'Asks with the subject of an old draft',
    sees: `${lmsMessage} in vain: no platform answers that message.`,
    needs: ['frame'],
  },
  {
    id: 'resource-missing',
    rows: ['NET-01'],
    title: 'Its style sheet, script and picture are missing',
    sees: 'A bare page with a broken picture; the console lists what is missing.',
  },
  {
    id: 'console-errors',
    rows: ['NET-01'],
    title: 'Its script fails',
    sees: 'A page that keeps loading; the console shows why.',
  },
] as const satisfies readonly BehaviourEntry[];

export type CookieBehaviour = (typeof cookieBehaviours)[number]['id'];
export type FrameBehaviour = (typeof frameBehaviours)[number]['id'];
export type ScriptBehaviour = (typeof scriptBehaviours)[number]['id'];
