import { expect, test } from 'vitest';
import { revealedSecret } from './revealed-secret.ts';

/** As much of an element as is written to. */
function element(): Element {
  return Object.assign(Object.create(null), { textContent: '' });
}

test('it stands in what it is shown in until it is erased, and cannot be shown again', () => {
  const secret = revealedSecret('sample');
  const [first, later] = [element(), element()];
  secret.showIn(first);
  expect(first.textContent).toBe('sample');
  secret.erase();
  expect(first.textContent).toBe('');
  secret.showIn(later);
  expect(later.textContent).toBe('');
});
