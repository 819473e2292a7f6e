import type { BehaviourEntry } from './behaviour.ts';

const lost = 'The tool says that it got no launch: the browser turned the POST into a GET.';

/** Ways from the launch URL to another page. */
export const redirectBehaviours = [
  { id: 'redirect-301', rows: ['A15', 'NET-01'], title: 'Redirects the launch with 301', sees: lost },
  { id: 'redirect-302', rows: ['A15', 'NET-01'], title: 'Redirects the launch with 302', sees: lost },
  { id: 'redirect-303', rows: ['A15', 'NET-01'], title: 'Redirects the launch with 303', sees: lost },
  {
    id: 'redirect-307',
    rows: ['NET-01'],
    title: 'Redirects the launch with 307, and knows the address that was signed',
    sees: 'The launch goes well: the browser posts again.',
  },
  {
    id: 'redirect-308',
    rows: ['NET-01'],
    title: 'Redirects the launch with 308, and knows the address that was signed',
    sees: 'The launch goes well: the browser posts again.',
  },
  {
    id: 'redirect-307-reverified',
    rows: ['A15', 'NET-01'],
    title: 'Redirects the launch with 307 and verifies the new address',
    sees: 'The tool says that the signature is invalid: another address was signed.',
  },
  { id: 'redirect-slash', rows: ['A15', 'A16', 'NET-01'], title: 'Redirects to its address with a slash', sees: lost },
  {
    id: 'redirect-chain',
    rows: ['NET-01'],
    title: 'Redirects seven times',
    sees: 'The launch goes well, after more redirects than many proxies and tools follow.',
  },
  {
    id: 'redirect-loop',
    rows: ['NET-01'],
    title: 'Redirects without end',
    sees: 'The browser gives up: too many redirects.',
  },
  {
    id: 'page-loop',
    rows: ['NET-01'],
    title: 'Begins its login again and again',
    sees: 'Pages that come and go until stopped, as where a session cookie never comes back.',
  },
  {
    id: 'redirect-not-found',
    rows: ['NET-01'],
    title: 'Redirects to a page that does not exist',
    sees: 'A page that says 404, after a launch that was accepted.',
  },
  {
    id: 'meta-refresh',
    rows: ['NET-01'],
    title: 'Goes on by a refresh in the page',
    sees: 'A page “One moment”, then the tool.',
  },
  { id: 'script-redirect', rows: ['NET-01'], title: 'Goes on by script', sees: 'A page “One moment”, then the tool.' },
  {
    id: 'script-form',
    rows: ['NET-01'],
    title: 'Goes on by a form that posts itself',
    sees: 'A page “One moment”, then the tool.',
  },
  {
    id: 'nonce-reposted',
    rows: ['A18'],
    title: 'Posts the same launch to itself a second time',
    sees: 'The tool says that the nonce was already used, as after a reload or the back button.',
  },
] as const satisfies readonly BehaviourEntry[];

export type RedirectBehaviour = (typeof redirectBehaviours)[number]['id'];
