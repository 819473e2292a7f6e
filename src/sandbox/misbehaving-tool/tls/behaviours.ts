import type { TlsCertificate } from '../../../protocol/misbehaving/catalogue.ts';
import type { TlsBehaviour } from '../../../protocol/misbehaving/network.ts';
import type { Answer } from '../../http/answer.ts';
import { redirectWith } from '../network/redirects.ts';
import { toolPage, welcomePage } from '../pages.ts';
import type { Behaviour, Visit } from '../tool.ts';
import { legUrl } from '../tool.ts';

/** Fields of a launch that its page shows: they go on without the form, which belongs to the host it was posted to. */
const shownFields = ['user_id', 'lis_person_name_full', 'roles', 'context_title'];

function shown({ launch }: Visit): string {
  return new URLSearchParams([...launch].filter(([name]) => shownFields.includes(name))).toString();
}

/** A launch by http is taken on to https; one that came by https has arrived. */
const onHttps = (certificate: TlsCertificate, arrived: (visit: Visit) => Answer): Behaviour => ({
  accepted: (visit) =>
    visit.request.scheme === 'https'
      ? arrived(visit)
      : redirectWith(303, `${legUrl(visit, 'secure', visit.tool.addresses().https[certificate])}?${shown(visit)}`),
  legs: { secure: arrived, ...insecureLegs },
});

const welcome = (visit: Visit): Answer => welcomePage(visit, visit.launch);

/** What is fetched by http from pages that came by https. */
const insecureLegs: Behaviour['legs'] = {
  plain: welcome,
  'app.js': () => ({
    status: 200,
    headers: [['content-type', 'text/javascript']],
    body: "document.querySelector('[data-field=state]').textContent='ready';",
    reason: null,
  }),
  'logo.svg': () => ({
    status: 200,
    headers: [['content-type', 'image/svg+xml']],
    body: '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><circle cx="32" cy="32" r="30"/></svg>',
    reason: null,
  }),
};

export const tlsBehaviours: Readonly<Record<TlsBehaviour, Behaviour>> = {
  'tls-valid': onHttps('valid', welcome),
  'tls-expired': onHttps('expired', welcome),
  'tls-wrong-name': onHttps('wrong-name', welcome),
  'tls-self-signed': onHttps('self-signed', welcome),
  'tls-chain-incomplete': onHttps('chain-incomplete', welcome),
  'mixed-http-page': onHttps('valid', (visit) =>
    redirectWith(302, legUrl(visit, 'plain', visit.tool.addresses().http)),
  ),
  'mixed-http-resource': onHttps('valid', mixedPage),
};

function mixedPage(visit: Visit): Answer {
  const { http } = visit.tool.addresses();
  const image = `<img src="${legUrl(visit, 'logo.svg', http)}" alt="Logo">`;
  const script = `<script src="${legUrl(visit, 'app.js', http)}"></script>`;
  return toolPage('You are in', `<p role="status" data-field="state">Loading…</p>${image}${script}`, {
    policy: "default-src 'none'; style-src 'unsafe-inline'; script-src http: https:; img-src http: https:",
  });
}
