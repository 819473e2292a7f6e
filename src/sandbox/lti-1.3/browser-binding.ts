import { createHash } from 'node:crypto';
import { readCookies } from '../http/cookies.ts';
import type { SandboxRequest } from '../http/request.ts';
import { sameText } from '../same-text.ts';
import type { PendingLogin } from './logins.ts';
import { loginLifetimeMs } from './logins.ts';

/** A login has a cookie of its own, so that two of one browser do not disturb each other. */
function cookieName(state: string): string {
  return `lti_login_${createHash('sha256').update(state).digest('hex').slice(0, 12)}`;
}

/**
 * The cookie that binds a login to the browser: for frames of other sites (loopback counts as secure, so http will do), and once
 * more for clients that keep no Secure cookie of an http address; those get it back in a window of its own alone.
 */
export function bindingCookies(login: PendingLogin): string[] {
  const name = cookieName(login.state);
  const common = `Path=/lti; HttpOnly; Max-Age=${loginLifetimeMs / 1000}`;
  return [
    `${name}=${login.browserSecret}; ${common}; SameSite=None; Secure`,
    `${name}_plain=${login.browserSecret}; ${common}`,
  ];
}

/** Whether the browser that brings the message is the one the login was begun in. */
export function isBound(request: SandboxRequest, login: PendingLogin): boolean {
  const cookies = readCookies(request.headers.cookie);
  const name = cookieName(login.state);
  return [name, `${name}_plain`].some((one) => sameText(cookies.get(one) ?? '', login.browserSecret));
}
