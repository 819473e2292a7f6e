import type { BehaviourEntry } from './behaviour.ts';

/** What goes wrong below HTTP, or in the size and the encoding of the answer. */
export const connectionBehaviours = [
  {
    id: 'slow-answer',
    rows: ['NET-01'],
    title: 'Answers after five seconds',
    sees: 'Nothing for five seconds, then the tool.',
  },
  {
    id: 'connection-reset',
    rows: ['NET-01'],
    title: 'Resets the connection',
    sees: 'The browser says that the connection was reset.',
  },
  {
    id: 'connection-closed',
    rows: ['NET-01'],
    title: 'Closes the connection in the middle of the page',
    sees: 'Half a page, or the browser says that the page is not complete.',
  },
  {
    id: 'port-refused',
    rows: ['NET-01'],
    title: 'Redirects to a port where nothing listens',
    sees: 'The browser says that the tool refused to connect.',
  },
  {
    id: 'host-not-found',
    rows: ['NET-01'],
    title: 'Redirects to a host name that does not exist',
    sees: 'The browser says that it cannot find the server.',
  },
  { id: 'huge-body', rows: ['NET-01'], title: 'Answers with a page of 64 MiB', sees: 'A page that loads for long.' },
  {
    id: 'wrong-charset',
    rows: ['A7'],
    title: 'Says that its UTF-8 page is ISO-8859-1',
    sees: 'Names with letters such as “ö” are garbled.',
    trigger: { fields: { lis_person_name_full: 'Zoë Ångström' } },
  },
] as const satisfies readonly BehaviourEntry[];

const notTrusted = 'The browser warns of the certificate, or shows a blank frame.';

/** Launches that lead to https; each certificate has an address of its own. */
export const tlsBehaviours = [
  {
    id: 'tls-valid',
    rows: ['NET-02'],
    title: 'https with a certificate of the tool’s own authority',
    sees: 'The tool, for whoever trusts that authority.',
    needs: ['trusted-ca'],
  },
  {
    id: 'tls-expired',
    rows: ['NET-02'],
    title: 'Its certificate has expired',
    sees: notTrusted,
    needs: ['trusted-ca'],
  },
  {
    id: 'tls-wrong-name',
    rows: ['NET-02'],
    title: 'Its certificate names another host',
    sees: notTrusted,
    needs: ['trusted-ca'],
  },
  { id: 'tls-self-signed', rows: ['NET-02'], title: 'Its certificate is signed by itself', sees: notTrusted },
  {
    id: 'tls-chain-incomplete',
    rows: ['NET-02'],
    title: 'It does not send the intermediate certificate',
    sees: `${notTrusted} Some browsers know the missing one and show the tool.`,
    needs: ['trusted-ca'],
  },
  {
    id: 'mixed-http-page',
    rows: ['B21', 'NET-02'],
    title: 'Goes from https back to http',
    sees: 'A blank frame in a platform that speaks https.',
    needs: ['frame', 'trusted-ca'],
  },
  {
    id: 'mixed-http-resource',
    rows: ['B21', 'NET-02'],
    title: 'An https page with script and picture by http',
    sees: 'A page without its script, and a warning in the console.',
    needs: ['trusted-ca'],
  },
] as const satisfies readonly BehaviourEntry[];

export type ConnectionBehaviour = (typeof connectionBehaviours)[number]['id'];
export type TlsBehaviour = (typeof tlsBehaviours)[number]['id'];
