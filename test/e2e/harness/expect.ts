import { expect } from 'playwright/test';

/** Playwright's assertions wait for a state of the page; this is how long they wait, in milliseconds. */
export const seen = expect.configure({ timeout: 10_000 });
