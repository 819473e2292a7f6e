import { expect, it } from 'vitest';
import { framingRefusal } from './framing.ts';

const page = new URL('https://tool.example/page');
const platform = new URL('http://platform.localhost:4000/launch/x');
const refuses = (...headers: [string, string][]) => framingRefusal(headers, page, platform)?.reason ?? null;

it.each([
  [['X-Frame-Options', 'DENY']],
  [['x-frame-options', 'SameOrigin']],
  [['Content-Security-Policy', "default-src 'self'; frame-ancestors 'none'"]],
  [['Content-Security-Policy', "frame-ancestors 'self' https://*.school.example"]],
  [['Content-Security-Policy', 'frame-ancestors https:']],
  [['Content-Security-Policy', 'frame-ancestors http://platform.localhost:5000']],
] satisfies [[string, string]][])('%s forbids framing', (header) => {
  expect(refuses(header)).toContain(header[1].split('; ').at(-1));
});

it.each([
  [[['Content-Security-Policy', "script-src 'self'"]]],
  [[['Content-Security-Policy', 'frame-ancestors *']]],
  [[['Content-Security-Policy', 'frame-ancestors http://*.localhost:4000']]],
  [
    [
      ['X-Frame-Options', 'DENY'],
      ['Content-Security-Policy', 'frame-ancestors http:'],
    ],
  ],
  [[['X-Frame-Options', 'ALLOW-FROM https://school.example']]],
] satisfies [[string, string][]][])('%s allow it', (headers) => {
  expect(refuses(...headers)).toBeNull();
});
