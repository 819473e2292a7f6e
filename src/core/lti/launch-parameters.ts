import type { Pairs } from '../../protocol/models/pairs.ts';

/** What LTI 1.x consumers send as `oauth_callback`: OAuth 1.0a asks for one, and there is no page to call back (LTI 1.1 §4). */
export const LTI_CALLBACK = 'about:blank';

/**
 * The parameter name of a custom value as an administrator named it: lower case, every character that is no ASCII letter or
 * digit becomes `_`, `custom_` in front: `Review:Chapter` → `custom_review_chapter` (LTI 1.1 §3, custom parameters).
 */
export function customParameterName(name: string): string {
  return `custom_${name.toLowerCase().replace(/[^a-z0-9]/gu, '_')}`;
}

/**
 * Line breaks as a browser posts them: every CR, LF or CR LF becomes CR LF when a form is submitted (HTML, “constructing the
 * entry list”). Signing anything else than what is posted makes a launch with a line break fail.
 */
export function formLineBreaks(text: string): string {
  return text.replace(/\r\n|\r|\n/g, '\r\n');
}

/**
 * The parameters of an LTI 1.x launch as they are posted and signed: the given ones, `custom` ones under their folded names
 * (LTI 1.1 §3), and `oauth_callback=about:blank` unless there is one; line breaks as a browser posts them. Order, duplicates
 * and empty values are kept.
 */
export function launchParameters(parameters: Pairs, custom: Pairs = []): Pairs {
  const launch: Pairs = [
    ...parameters,
    ...custom.map(([name, value]): Pairs[number] => [customParameterName(name), value]),
  ];
  if (!launch.some(([name]) => name === 'oauth_callback')) launch.push(['oauth_callback', LTI_CALLBACK]);
  return launch.map(([name, value]): Pairs[number] => [formLineBreaks(name), formLineBreaks(value)]);
}
