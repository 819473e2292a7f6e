import type { SandboxFault } from '../../protocol/sandbox-control.ts';

export type CookiePolicy = Extract<SandboxFault, { kind: 'cookies' }>['policy'];

/**
 * Sets a cookie the way the policy says, or not at all (null).
 * - `none`: no cookie is set.
 * - `strict`: never sent back in a launch that began on another site, not even in a window of its own.
 * - `none-without-secure`: refused by every current browser.
 * - `secure-only`: sent back in a frame too, unless the browser blocks third-party cookies (127.0.0.1 counts as secure).
 * - `partitioned`: like it, and also where third-party cookies are blocked.
 */
export function rewriteCookie(cookie: string, policy: CookiePolicy): string | null {
  const plain = cookie
    .split(';')
    .map((part) => part.trim())
    .filter((part) => !/^(?:samesite(?:=.*)?|secure|partitioned)$/i.test(part))
    .join('; ');
  switch (policy) {
    case 'none':
      return null;
    case 'strict':
      return `${plain}; SameSite=Strict`;
    case 'none-without-secure':
      return `${plain}; SameSite=None`;
    case 'secure-only':
      return `${plain}; SameSite=None; Secure`;
    case 'partitioned':
      return `${plain}; SameSite=None; Secure; Partitioned`;
  }
}
