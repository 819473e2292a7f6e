import type { StoreSetup } from '../../protocol/models/lti/store-setup.ts';
import { storeLaunchUrl } from './launch-url.ts';

const namespaces = [
  ['xmlns', 'http://www.imsglobal.org/xsd/imslticc_v1p0'],
  ['xmlns:blti', 'http://www.imsglobal.org/xsd/imsbasiclti_v1p0'],
  ['xmlns:lticm', 'http://www.imsglobal.org/xsd/imslticm_v1p0'],
  ['xmlns:lticp', 'http://www.imsglobal.org/xsd/imslticp_v1p0'],
  ['xmlns:xsi', 'http://www.w3.org/2001/XMLSchema-instance'],
  [
    'xsi:schemaLocation',
    [
      'http://www.imsglobal.org/xsd/imslticc_v1p0 http://www.imsglobal.org/xsd/lti/ltiv1p0/imslticc_v1p0.xsd',
      'http://www.imsglobal.org/xsd/imsbasiclti_v1p0 http://www.imsglobal.org/xsd/lti/ltiv1p0/imsbasiclti_v1p0p1.xsd',
      'http://www.imsglobal.org/xsd/imslticm_v1p0 http://www.imsglobal.org/xsd/lti/ltiv1p0/imslticm_v1p0.xsd',
      'http://www.imsglobal.org/xsd/imslticp_v1p0 http://www.imsglobal.org/xsd/lti/ltiv1p0/imslticp_v1p0.xsd',
    ].join(' '),
  ],
] as const;

/**
 * The store as an IMS LTI 1.x cartridge (`cartridge_basiclti_link`): name and launch address, opened in a window of its own. A
 * cartridge never holds key or secret: they are typed in beside it. Canvas reads the extension for its privacy level and domain.
 */
export function storeCartridge(setup: StoreSetup): string {
  const url = storeLaunchUrl(setup.url);
  const { protocol, hostname } = new URL(url);
  const urlElement = protocol === 'https:' ? 'blti:secure_launch_url' : 'blti:launch_url';
  const attributes = namespaces.map(([name, value]) => `\n  ${name}="${value}"`).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>
<cartridge_basiclti_link${attributes}>
  <blti:title>${xmlText(setup.name)}</blti:title>
  <blti:description>${xmlText(`Opens ${setup.name} with an account of its own for each user.`)}</blti:description>
  <${urlElement}>${xmlText(url)}</${urlElement}>
  <blti:extensions platform="canvas.instructure.com">
    <lticm:property name="tool_id">${xmlText(hostname)}</lticm:property>
    <lticm:property name="privacy_level">public</lticm:property>
    <lticm:property name="domain">${xmlText(hostname)}</lticm:property>
    <lticm:options name="course_navigation">
      <lticm:property name="enabled">true</lticm:property>
      <lticm:property name="text">${xmlText(setup.name)}</lticm:property>
      <lticm:property name="windowTarget">_blank</lticm:property>
    </lticm:options>
  </blti:extensions>
  <blti:vendor>
    <lticp:code>${xmlText(hostname)}</lticp:code>
    <lticp:name>${xmlText(setup.name)}</lticp:name>
  </blti:vendor>
</cartridge_basiclti_link>
`;
}

/** Text for XML 1.0 element content; what XML cannot hold becomes U+FFFD. */
function xmlText(text: string): string {
  return text
    .replaceAll(/[\p{Surrogate}\uFFFE\uFFFF]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
