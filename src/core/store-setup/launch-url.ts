const launchPath = '/auth/lti';

/** Where launches into a store go: `/auth/lti` below its address, whose query and fragment do not count. */
export function storeLaunchUrl(storeUrl: string): string {
  const { origin, pathname } = new URL(storeUrl);
  const path = pathname.replace(/\/+$/u, '');
  return `${origin}${path.endsWith(launchPath) ? path : `${path}${launchPath}`}`;
}
