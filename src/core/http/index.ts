export { bodyKind, contentTypeOf, decodeText, viewBody } from './body-view.ts';
export { ExchangeCookies, isSentCrossSite, sameSiteReason } from './cookies.ts';
export { TransportError } from './failures.ts';
export { multipartBody, multipartContentType, newBoundary } from './multipart.ts';
export { TextPager } from './text-page.ts';
export { isTlsCode } from './tls-reasons.ts';
export { createTransport } from './transport.ts';
