import { z } from 'zod';
import {
  gradedLineItemSchema,
  lineItemSchema,
  serviceCallSchema,
  serviceCallSummarySchema,
  storedItemSchema,
} from '../models/advantage/services.ts';
import { defineCommands } from './define.ts';

const id = z.string().min(1).max(100);
const nothing = z.strictObject({});

/** What tools of LTI 1.3 ask of the platform's services, and what the services keep. */
export const advantageServicesCommands = defineCommands({
  /** Calls of tools, newest first: of a connection, of a launch, or all. */
  'serviceCalls.list': {
    input: z.strictObject({
      connectionId: id.nullable().default(null),
      exchangeId: id.nullable().default(null),
      limit: z.int().min(1).max(1000).default(200),
    }),
    output: z.array(serviceCallSummarySchema),
  },
  /** Refuses with `not-found`. */
  'serviceCalls.get': { input: z.strictObject({ id }), output: serviceCallSchema },
  /** Forgets the calls of a connection, or all. */
  'serviceCalls.clear': {
    input: z.strictObject({ connectionId: id.nullable() }),
    output: z.strictObject({ deleted: z.int() }),
  },
  /** The gradebook of LTI 1.3, oldest line item first; scores in order of the people's names. */
  'lineItems.list': {
    input: z.strictObject({ connectionId: id.nullable().default(null), courseId: id.nullable().default(null) }),
    output: z.array(gradedLineItemSchema),
  },
  /** Makes a line item as a teacher does; with a resource link, launches of that link name it. */
  'lineItems.create': {
    input: z.strictObject({
      connectionId: id,
      courseId: id,
      label: z.string().trim().min(1).max(1000),
      scoreMaximum: z.number().positive().max(1e9).default(100),
      /** Of a link of the course. */
      resourceLinkId: z.string().max(255).nullable().default(null),
      resourceId: z.string().max(1000).nullable().default(null),
      tag: z.string().max(1000).nullable().default(null),
    }),
    output: lineItemSchema,
  },
  /** With its scores. */
  'lineItems.delete': { input: z.strictObject({ id }), output: nothing },
  /** Content chosen by deep linking, newest first. A resource link is launched at its placement. */
  'contentItems.list': {
    input: z.strictObject({ connectionId: id.nullable().default(null) }),
    output: z.array(storedItemSchema),
  },
  /** With the link of the course it was taken over as; line items and grades stay. */
  'contentItems.delete': { input: z.strictObject({ id }), output: nothing },
  /** Ends the access tokens of a registration, to see a tool ask for a new one. */
  'services.revokeTokens': {
    input: z.strictObject({ registrationId: id }),
    output: z.strictObject({ revoked: z.int() }),
  },
});
