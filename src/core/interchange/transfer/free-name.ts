/** The name, with the lowest number behind it that makes it one of its own: `Campus (2)`. At most 200 characters. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  for (let number = 2; ; number += 1) {
    const end = ` (${number})`;
    const wished = `${[...name].slice(0, 200 - end.length).join('')}${end}`;
    if (!taken.has(wished)) return wished;
  }
}
