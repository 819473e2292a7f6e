import { z } from 'zod';

/**
 * zod compiles parsers with `new Function`, which the content security policy refuses. It decides when a schema is made, so
 * this module has to be imported before any that makes one.
 */
z.config({ jitless: true });
