import { advantageServicesCommands as commands } from '../../protocol/commands/advantage-services.ts';
import type { GradedLineItem, LineItem } from '../../protocol/models/advantage/services.ts';
import { ProblemError } from '../../protocol/problem.ts';
import type { CoreContext } from '../context.ts';
import { resultOf } from '../lti/advantage/services/grades/gradebook.ts';
import { platformLineItem } from '../lti/advantage/services/grades/platform-line-item.ts';
import type { Storage } from '../storage/open-storage.ts';
import { newId } from '../vault/new-id.ts';
import { bind } from './bind.ts';

function missing(what: string, id: string): never {
  throw new ProblemError('not-found', { params: { what, id } });
}

export function advantageServicesHandlers({ workspace, emit, clock, random }: CoreContext) {
  const changed = (connectionId: string | null) => emit({ type: 'services.changed', connectionId, call: null });
  return {
    'serviceCalls.list': bind(commands['serviceCalls.list'], async (query) =>
      (await workspace()).storage.serviceCalls.list(query),
    ),
    'serviceCalls.get': bind(
      commands['serviceCalls.get'],
      async ({ id }) => (await workspace()).storage.serviceCalls.get(id) ?? missing('service call', id),
    ),
    'serviceCalls.clear': bind(commands['serviceCalls.clear'], async ({ connectionId }) => {
      const deleted = (await workspace()).storage.serviceCalls.clear(connectionId);
      changed(connectionId);
      return { deleted };
    }),
    'lineItems.list': bind(commands['lineItems.list'], async (of) => {
      const { storage } = await workspace();
      return storage.lineItems.list(of).map((item) => graded(item, storage));
    }),
    'lineItems.create': bind(commands['lineItems.create'], async ({ connectionId, courseId, ...facts }) => {
      const { storage, roster } = await workspace();
      if (storage.connections.get(connectionId) === undefined) missing('connection', connectionId);
      const course = roster.course(courseId);
      const { resourceLinkId } = facts;
      if (resourceLinkId !== null && !course.placements.some((link) => link.resourceLinkId === resourceLinkId)) {
        missing('placement', resourceLinkId);
      }
      const item = platformLineItem(facts, { id: newId(random), connectionId, courseId, at: clock.now() });
      storage.lineItems.insert(item);
      changed(connectionId);
      return item;
    }),
    'lineItems.delete': bind(commands['lineItems.delete'], async ({ id }) => {
      const { lineItems } = (await workspace()).storage;
      const { connectionId } = lineItems.get(id) ?? missing('line item', id);
      lineItems.delete(id);
      changed(connectionId);
      return {};
    }),
    'contentItems.list': bind(commands['contentItems.list'], async ({ connectionId }) =>
      (await workspace()).storage.contentItems.list(connectionId),
    ),
    'contentItems.delete': bind(commands['contentItems.delete'], async ({ id }) => {
      const { storage } = await workspace();
      const { connectionId, courseId, placementId } = storage.contentItems.get(id) ?? missing('content item', id);
      const course = storage.roster.course(courseId);
      storage.transaction(() => {
        storage.contentItems.delete(id);
        const placements = course?.placements.filter((placement) => placement.id !== placementId) ?? [];
        if (course !== undefined && placements.length < course.placements.length) {
          storage.roster.putCourse({ ...course, placements }, clock.now());
        }
      });
      emit({ type: 'roster.changed' });
      changed(connectionId);
      return {};
    }),
    'services.revokeTokens': bind(commands['services.revokeTokens'], async ({ registrationId }) => ({
      revoked: (await workspace()).advantageServices.revokeTokens(registrationId),
    })),
  };
}

function graded(item: LineItem, { lineItems, roster }: Pick<Storage, 'lineItems' | 'roster'>): GradedLineItem {
  const { people } = roster.list();
  const scores = lineItems.scores(item.id).map((score) => ({
    score,
    result: resultOf(item, score),
    personName: people.find(({ userId }) => userId === score.userId)?.fullName ?? null,
  }));
  return { ...item, scores: scores.sort((a, b) => (a.personName ?? '').localeCompare(b.personName ?? '')) };
}
