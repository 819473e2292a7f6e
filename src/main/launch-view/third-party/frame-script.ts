/**
 * What scripts of third parties meet where third-party cookies are off: `navigator.cookieEnabled` is false, and what they write to
 * `document.cookie` or `cookieStore` is dropped without a word, unless it is partitioned. Reading is left as it is: what could be
 * read has never been stored. Runs in every page before its own scripts, and does nothing in pages of the platform itself.
 */
export const scriptForThirdParties = `(() => {
  const byOthers = [...location.ancestorOrigins].some((origin) => {
    try { return new URL(origin).hostname !== location.hostname; } catch { return false; }
  });
  if (!byOthers) return;
  const has = (line, attribute) =>
    line.split(';').slice(1).some((part) => part.split('=')[0].trim().toLowerCase() === attribute);
  const isPartitioned = (line) => has(line, 'partitioned') && has(line, 'secure');
  const cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');
  Object.defineProperty(Document.prototype, 'cookie', {
    ...cookie,
    set(line) { if (isPartitioned(String(line))) cookie.set.call(this, line); },
  });
  Object.defineProperty(Navigator.prototype, 'cookieEnabled', { configurable: true, enumerable: true, get: () => false });
  if (typeof CookieStore !== 'function') return;
  const { set } = CookieStore.prototype;
  CookieStore.prototype.set = function (...given) {
    return given[0] !== null && typeof given[0] === 'object' && given[0].partitioned === true
      ? set.apply(this, given)
      : Promise.resolve();
  };
})();`;
