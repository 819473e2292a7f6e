export { bodyKind, cutText, decodeText, viewBody } from './body-view.ts';
export { TransportError } from './failures.ts';
export { readTextPage, type TextPage, TextPager } from './text-page.ts';
export { createTransport, type TransportOptions } from './transport.ts';
