import { expect, test } from 'vitest';
import { hostsIn } from './offer.ts';

test('host names are separated by whatever a person puts between them', () => {
  expect(hostsIn(' tool.internal:8080, app-1\nlocalhost ')).toEqual(['tool.internal:8080', 'app-1', 'localhost']);
  expect(hostsIn('  ')).toEqual([]);
});
