/** The day a moment is on in the person's time zone, as a date field takes it: `2026-12-31`. Empty for none. */
export function dayOf(at: number | null): string {
  if (at === null) return '';
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The last millisecond of a day in the person's time zone; `null` for what is no day. */
export function endOfDay(day: string): number | null {
  const [, year, month, date] = /^(\d{4,6})-(\d\d)-(\d\d)$/.exec(day) ?? [];
  if (year === undefined || month === undefined || date === undefined) return null;
  const end = new Date(2000, 0, 1, 23, 59, 59, 999);
  end.setFullYear(Number(year), Number(month) - 1, Number(date));
  return dayOf(end.getTime()) === day ? end.getTime() : null;
}
