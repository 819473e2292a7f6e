import type { Command } from 'commander';
import { z } from 'zod';
import { type GradedLineItem, gradedLineItemSchema } from '../../protocol/models/advantage/services.ts';
import { gradeSchema } from '../../protocol/models/lti/platform.ts';
import { type Course, rosterSchema } from '../../protocol/models/lti/roster.ts';
import type { CommandLine, CommandLineCore } from '../command-line.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson, printLines } from '../output.ts';

/** `lti grades|line-items`: the gradebook, as tools of LTI 1.x and of LTI 1.3 filled it in. */
export function addGradebook(lti: Command, line: CommandLine): void {
  lti
    .command('grades')
    .description('List the grades tools have reported: results of LTI 1.x, then scores of LTI 1.3')
    .option('--json', 'one line of JSON')
    .action(({ json = false }: { json?: boolean }) =>
      line.run(json, async (core) => {
        const results = z.array(gradeSchema).parse(await core.call('grades.list', {}));
        const { courses } = rosterSchema.parse(await core.call('roster.list', {}));
        const scores = (await lineItems(core)).flatMap((item) => scoresOf(item, courses));
        if (json) printJson([...results, ...scores], true);
        else {
          printLines([
            ...results.map(({ userId, contextId, resourceLinkId, score }) =>
              [userId, contextId, resourceLinkId, score === null ? 'no score' : String(score)].join('\t'),
            ),
            ...scores.map(({ userId, contextId, lineItem, resultScore, resultMaximum }) =>
              [
                userId,
                contextId,
                lineItem,
                resultScore === null ? 'no result' : `${resultScore}/${resultMaximum}`,
              ].join('\t'),
            ),
          ]);
        }
        return exitCodes.fine;
      }),
    );

  lti
    .command('line-items')
    .description('List the line items of LTI 1.3 tools, with the scores in them')
    .option('--json', 'one line of JSON')
    .action(({ json = false }: { json?: boolean }) =>
      line.run(json, async (core) => {
        const items = await lineItems(core);
        if (json) printJson(items, true);
        else printLines(items.flatMap(lineItemLines));
        return exitCodes.fine;
      }),
    );
}

async function lineItems(core: CommandLineCore): Promise<GradedLineItem[]> {
  return z.array(gradedLineItemSchema).parse(await core.call('lineItems.list', {}));
}

/** The people graded in a line item, with what a result of LTI 1.x says of them too. A course that is gone has its id here. */
function scoresOf(item: GradedLineItem, courses: readonly Course[]) {
  const { id: lineItemId, label: lineItem, connectionId, courseId, resourceLinkId } = item;
  const contextId = courses.find(({ id }) => id === courseId)?.contextId ?? courseId;
  return item.scores.map(({ score, result: { userId, resultScore, resultMaximum, comment } }) => ({
    ...{ connectionId, lineItemId, lineItem, userId, contextId, resourceLinkId },
    ...{ resultScore, resultMaximum, comment, gradedAt: score.receivedAt },
  }));
}

function lineItemLines({ label, scoreMaximum, tag, scores }: GradedLineItem): string[] {
  return [
    ['line item', label, `of ${scoreMaximum}`, tag ?? ''].join('\t'),
    ...scores.map(({ score, result, personName }) =>
      [
        'score',
        personName ?? score.userId,
        result.resultScore === null ? 'no result' : String(result.resultScore),
        score.activityProgress,
        score.gradingProgress,
      ].join('\t'),
    ),
  ];
}
