export const sessionCookie = 'bookshelf_session';

/**
 * Cookies of a sign-in. The session cookie is `SameSite=Lax`, as many tools still have it: it comes back in a window
 * of its own and is held back in another site's frame, and the reader then says that nobody is signed in. The second
 * has no SameSite, which browsers treat as Lax; the third claims `SameSite=None` without `Secure`, which they refuse
 * everywhere. The fault `cookies` sets all three in another way.
 */
export function signInCookies(sessionId: string): string[] {
  return [
    `${sessionCookie}=${sessionId}; Path=/; HttpOnly; SameSite=Lax`,
    'bookshelf_locale=en; Path=/',
    'bookshelf_device=sandbox; Path=/; SameSite=None',
  ];
}
