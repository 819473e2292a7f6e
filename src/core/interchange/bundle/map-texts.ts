/**
 * The same data with every text passed through `change`; shapes stay. Members named in `own` hold words of our own, from closed
 * lists, and are left alone. `at` says where a text stands, as in `responses.2.body.text`.
 */
export function mapTexts<T>(data: T, change: (text: string, at: string) => string, own?: ReadonlySet<string>): T;
export function mapTexts(
  data: unknown,
  change: (text: string, at: string) => string,
  own: ReadonlySet<string> = new Set(),
): unknown {
  const visit = (value: unknown, at: string): unknown => {
    if (typeof value === 'string') return change(value, at);
    const below = (name: string | number) => (at === '' ? String(name) : `${at}.${name}`);
    if (Array.isArray(value)) return value.map((one: unknown, index) => visit(one, below(index)));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, one]: [string, unknown]) => [
        name,
        own.has(name) ? one : visit(one, below(name)),
      ]),
    );
  };
  return visit(data, '');
}
