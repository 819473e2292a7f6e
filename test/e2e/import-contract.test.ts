import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chooseToOpen, launchApp, type RunningApp, seen } from './harness/index.ts';
import { flowPage } from './pages/flow.ts';
import { type Pages, pagesOf, setUpSandbox } from './pages/index.ts';

let running: RunningApp;
let pages: Pages;
let baseUrl = '';

/** The system the imported contract describes: it answers with what it documents, and knows one course only. */
const system = createServer((request, response) => {
  const known = request.url === '/courses/42?term=autumn';
  response.writeHead(known ? 200 : 404, { 'content-type': 'application/json' });
  response.end(known ? '{"id":42,"title":"Botany"}' : '{"id":"none"}');
});

beforeAll(async () => {
  await new Promise<void>((resolve) => system.listen(0, '127.0.0.1', resolve));
  const address = system.address();
  baseUrl = `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;
  running = await launchApp();
  pages = pagesOf(running.window);
  await setUpSandbox(pages, 'only for the test of imports');
  await pages.shell.goTo('Settings');
});
afterAll(async () => {
  await running.close();
  system.closeAllConnections();
  system.close();
});

const contract = `openapi: 3.1.0
info:
  title: Course catalogue
  version: "7"
paths:
  /courses/{id}:
    get:
      operationId: getCourse
      summary: Read a course
      parameters:
        - { name: id, in: path, required: true, schema: { type: integer } }
        - { name: term, in: query, required: true, schema: { type: string, enum: [spring, autumn] } }
      responses:
        "200":
          description: The course.
          content:
            application/json:
              schema:
                type: object
                required: [id, title]
                properties: { id: { type: integer }, title: { type: string } }
`;

test('a file that is not valid is refused, every error with its line and path', async () => {
  const wrong = contract.replace('responses:', 'respones:').replace('in: query', 'in: basket');
  await chooseToOpen(running, 'catalogue.yaml', wrong);
  await pages.settings.importFile.click();
  await seen(pages.settings.dialog.getByRole('alert')).toContainText('catalogue.yaml cannot be used');
  const basket = pages.settings.errors.getByRole('listitem').filter({ hasText: 'in: basket' });
  await seen(basket.first()).toContainText('Line 12');
  await seen(basket.first()).toContainText('/courses/{id}');
});

test('a file that is not YAML is refused at the line that breaks it', async () => {
  await chooseToOpen(
    running,
    'catalogue.yaml',
    contract.replace('  title: Course catalogue', '  title: "Course catalogue'),
  );
  await pages.settings.dialog.getByRole('button', { name: 'Choose a file again…' }).click();
  await seen(pages.settings.errors).toContainText(/Line \d+, column \d+/);
  await seen(pages.settings.operations).toHaveCount(0);
});

test('a valid file is shown, imported and listed', async () => {
  await chooseToOpen(running, 'catalogue.yaml', contract);
  await pages.settings.dialog.getByRole('button', { name: 'Choose a file again…' }).click();
  await seen(pages.settings.operations).toContainText('/courses/{id}');
  await pages.settings.dialog.getByRole('button', { name: 'Import contract' }).click();
  await seen(pages.settings.dialog).toBeHidden();
  await seen(pages.settings.contracts).toContainText('Course catalogue 7 course-catalogue');
});

test('a connection to it gets the same form, validation and verdict as a built-in one', async () => {
  await pages.shell.goTo('Connections');
  await pages.connections.createConnection({ name: 'Catalogue', contract: /Course catalogue/, baseUrl });
  await seen(pages.try.form).toHaveAccessibleName('Form for Read a course');
  await pages.try.fill({ id: 'forty-two', term: 'autumn' });
  await seen(pages.try.form).toContainText('Expected a whole number, not forty-two.');
  await pages.try.fill({ id: '42' });
  await pages.try.send.click();
  await seen(pages.try.verdict).toContainText('Conforms');

  await pages.try.fill({ id: '43' });
  await seen(pages.try.send).toBeEnabled();
  await pages.try.send.click();
  await seen(pages.try.verdict).toContainText('Undocumented');
  await seen(pages.try.verdict).toContainText('404');
});

const flows = `arazzo: 1.0.1
info: { title: Course flows, version: "1" }
sourceDescriptions: [{ name: catalogue, url: ./catalogue.yaml, type: openapi }]
workflows:
  - workflowId: readTwice
    summary: Read a course twice
    inputs:
      type: object
      required: [course]
      properties: { course: { type: string, title: Course, default: "42" } }
    steps:
      - stepId: first
        description: Read it once
        operationId: getCourse
        parameters:
          - { name: id, in: path, value: $inputs.course }
          - { name: term, in: query, value: autumn }
        outputs: { id: $response.body#/id }
      - stepId: second
        description: Read it by the id it gave
        operationId: getCourse
        parameters:
          - { name: id, in: path, value: $steps.first.outputs.id }
          - { name: term, in: query, value: autumn }
        outputs: { title: $response.body#/title }
`;

test('flows for it are refused with their place, and imported once they are right', async () => {
  await pages.shell.goTo('Settings');
  await chooseToOpen(running, 'flows.yaml', flows.replace('operationId: getCourse', 'operationId: getCurse'));
  await pages.settings.importFlows('Course catalogue').click();
  await seen(pages.settings.errors).toContainText('The contract has no operation "getCurse".');
  await seen(pages.settings.errors).toContainText('Line 14');
  await chooseToOpen(running, 'flows.yaml', flows);
  await pages.settings.dialog.getByRole('button', { name: 'Choose a file again…' }).click();
  await seen(pages.settings.dialog.getByRole('list', { name: 'Flows' })).toContainText(
    'Read it once → Read it by the id it gave',
  );
  await pages.settings.dialog.getByRole('button', { name: 'Import flows', exact: true }).click();
  await seen(pages.settings.contracts).toContainText('1 flow: Read a course twice.');
});

test('the flow runs on the connection like a built-in one', async () => {
  await pages.shell.goTo('Connections');
  await pages.connections.show('Flow');
  const flow = flowPage(running.window);
  await flow.run.click();
  await seen(flow.status).toContainText('All steps are done.');
  await seen(flow.step(2)).toContainText('Botany');
});

test('nothing went wrong behind the screens', () => {
  expect(running.trouble.errors).toEqual([]);
});
