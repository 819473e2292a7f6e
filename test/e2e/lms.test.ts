import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Exchange } from '../../src/protocol/models/exchanges/exchange.ts';
import { startChoosingTool } from '../fixtures/choosing-tool.ts';
import {
  closeByEscape,
  launchApp,
  launchViewTexts,
  newestExchange,
  type RunningApp,
  run,
  seen,
  sentBy,
} from './harness/index.ts';
import { type Pages, pagesOf, setUpSandbox } from './pages/index.ts';
import { launchAsBar, servicesPane } from './pages/launch-as.ts';
import { rosterDialog } from './pages/roster.ts';

let running: RunningApp;
let pages: Pages;
let launchAs: ReturnType<typeof launchAsBar>;
let services: ReturnType<typeof servicesPane>;
let roster: ReturnType<typeof rosterDialog>;
beforeAll(async () => {
  running = await launchApp();
  pages = pagesOf(running.window);
  launchAs = launchAsBar(running.window);
  services = servicesPane(running.window);
  roster = rosterDialog(running.window);
  await setUpSandbox(pages, 'only for the test of platforms');
});
afterAll(() => running.close());
beforeEach(async () => {
  await pages.shell.goTo('Connections');
  await pages.connections.open('Bookshelf');
});

function viewShows(wanted: string): Promise<void> {
  return seen
    .poll(async () => (await launchViewTexts(running.app)).map(({ text }) => text).join('\n'), { timeout: 15_000 })
    .toContain(wanted);
}

function posted({ request }: Exchange, name: string): string {
  return request.fields.find(([field]) => field === name)?.[1] ?? '';
}

test('a launch as a Moodle course member opens the book for that person', async () => {
  await launchAs.choosePlatform('Moodle');
  await launchAs.choosePerson(/^Zoë/);
  await launchAs.fillIn();
  await seen(launchAs.match).toHaveText('The form is as filled in.');
  await seen(pages.try.field('user_id')).toHaveValue('1002');
  const launched = await sentBy(running.window, () => pages.try.launch.click());
  await seen(pages.try.verdict).toContainText('Conforms');
  await viewShows('Zoë Ünicode-O’Test (1002)');
  await viewShows('Sample Biology 101');
  expect(posted(launched, 'tool_consumer_info_product_family_code')).toBe('moodle');
});

test('every quirk is told with its source, and leads to its field', async () => {
  await launchAs.quirks.click();
  const quirk = launchAs.quirkList.getByRole('listitem').filter({ hasText: 'user_id' }).first();
  await seen(quirk).toContainText('checked');
  await seen(quirk).toContainText('mod/lti/locallib.php');
  await quirk.getByRole('button', { name: 'user_id' }).click();
  await seen(pages.try.field('user_id')).toBeFocused();
  await seen(pages.try.form.getByRole('img', { name: /^Quirk of user_id: / })).toBeVisible();
});

test('another privacy level takes the name out of the form', async () => {
  await launchAs.choosePlatform('Canvas');
  await launchAs.choosePrivacy('Anonymous');
  await launchAs.fillIn();
  await seen(launchAs.match).toHaveText('The form is as filled in.');
  const launched = await sentBy(running.window, () => pages.try.launch.click());
  await seen(pages.try.verdict).toContainText('Conforms');
  expect(posted(launched, 'lis_person_name_full')).toBe('');
  expect(posted(launched, 'user_id')).toMatch(/^[0-9a-f]{40}$/);
  expect(launched.preset).toMatchObject({ preset: 'canvas', privacy: 'anonymous' });
});

test('roles are picked from all vocabularies, and odd ones are told', async () => {
  await pages.try.form.getByRole('button', { name: 'Pick roles' }).click();
  const picker = running.window.getByRole('dialog', { name: 'Pick roles' });
  await picker.getByRole('searchbox', { name: 'Find a role' }).fill('sysadmin');
  await picker.getByRole('checkbox', { name: 'SysAdmin', exact: true }).click();
  await closeByEscape(picker);
  await seen(pages.try.field('roles')).toHaveValue('Learner,urn:lti:sysrole:ims/lis/SysAdmin');
  await pages.try.fill({ roles: 'Learner,Student' });
  await seen(pages.try.form).toContainText('is a role of the institution vocabulary');
});

test('what the tool says on its way back is shown beside the launch', async () => {
  await launchAs.toggleServices('Return address', 'Grades (Basic Outcomes)');
  await launchAs.choosePrivacy('Public');
  await launchAs.choosePlatform('Moodle');
  await launchAs.choosePerson(/^Sam/);
  await launchAs.fillIn();
  const launched = await sentBy(running.window, () => pages.try.launch.click());
  await viewShows('Sam Sample');
  const back = new URL(posted(launched, 'launch_presentation_return_url'));
  back.search = new URLSearchParams({ lti_msg: 'Chapter finished', lti_errorlog: 'E42' }).toString();
  await running.app.evaluate(async ({ webContents }, url) => {
    const view = webContents.getAllWebContents().find((contents) => /^https?:/.test(contents.getURL()));
    await view?.executeJavaScript(`location.href = ${JSON.stringify(url)}`);
  }, back.href);
  await seen(services.tab).toHaveText(/\(1\)/);
  await services.tab.click();
  await seen(services.returned).toContainText('Message for the user');
  await seen(services.returned).toContainText('Chapter finished');
  await seen(services.returned).toContainText('E42');
});

test('a grade the tool reports is shown with its exchange and kept', async () => {
  const launched = await newestExchange(running.window);
  const url = posted(launched, 'lis_outcome_service_url');
  const sourcedId = posted(launched, 'lis_result_sourcedid');
  const credential = (await run(running.window, 'credentials.list', {})).find(
    ({ name }) => name === 'Bookshelf (sandbox)',
  );
  // The app shows a secret only after a press of a key.
  await running.window.keyboard.press('Shift');
  const secret = await run(running.window, 'credentials.reveal', { id: credential?.id ?? '', part: 'secret' });
  const signed = await run(running.window, 'signing.sign', {
    scheme: 'oauth1',
    method: 'POST',
    url,
    body: { contentType: 'application/xml', text: replaceResult(sourcedId, '0.85') },
    placement: 'header',
    credential: { key: credential?.publicParts.consumerKey ?? '', secret: secret.value },
  });
  const { headers, body } = signed.request;
  const answer = await fetch(url, { method: 'POST', headers: Object.fromEntries(headers), body });
  expect(await answer.text()).toContain('<imsx_codeMajor>success');
  await services.tab.click();
  await seen(services.reported).toContainText('Replace result');
  await seen(services.reported).toContainText('signature right');
  await seen(services.grades).toContainText('0.85');
  await pages.connections.show('Setup');
  await seen(services.grades).toContainText('0.85');
  await pages.connections.show('Try');
});

test('opened again from the history, a launch brings its platform and services along', async () => {
  await launchAs.toggleServices('Return address');
  await seen(running.window.getByText('The form is as filled in.')).toBeVisible();
  await pages.try.result.getByRole('button', { name: 'Use its form again' }).click();
  await launchAs.bar.getByRole('button', { name: /^Services/ }).click();
  await seen(launchAs.services.getByRole('switch', { name: 'Return address' })).toBeChecked();
  await closeByEscape(launchAs.services);
});

test('content the tool lets a person choose comes back signed and is shown', async () => {
  const credential = { key: 'choosing-key', secret: 'choosing secret' };
  const tool = await startChoosingTool(credential, [
    {
      '@type': 'LtiLinkItem',
      mediaType: 'application/vnd.ims.lti.v1.ltilink',
      title: 'Chapter 4',
      url: 'https://t.example/4',
    },
    { '@type': 'ContentItem', mediaType: 'text/html', title: 'Chapter 5', text: 'About tides' },
  ]);
  const { host } = new URL(tool.origin);
  const kept = await run(running.window, 'credentials.create', {
    draft: {
      kind: 'oauth-consumer',
      name: 'Chooser',
      consumerKey: credential.key,
      secret: credential.secret,
      allowedHosts: [host],
    },
  });
  await run(running.window, 'connections.create', {
    draft: {
      name: 'Chooser',
      contractId: 'publica-la',
      baseUrl: tool.origin,
      credentialId: kept.id,
      environment: 'test',
    },
  });
  await pages.connections.open('Chooser');
  await launchAs.fillIn();
  await launchAs.toggleServices('Choose content (Content-Item)');
  await pages.try.launch.click();
  await seen(services.tab).toHaveText(/\(1\)/, { timeout: 15_000 });
  await services.tab.click();
  await seen(services.content).toContainText('2 items');
  await seen(services.content).toContainText('signature right');
  await seen(services.content).toContainText('Two chapters chosen');
  const items = services.content.getByRole('listitem');
  await seen(items.filter({ hasText: 'Chapter 4' })).toContainText('https://t.example/4');
  await seen(items.filter({ hasText: 'Chapter 5' })).toContainText('About tides');
  expect(tool.received.at(-1)?.get('lti_message_type')).toBe('ContentItemSelectionRequest');
  await tool.close();
});

test('people and courses are added, changed and deleted, and launches are made as they are', async () => {
  await pages.connections.open('Bookshelf');
  await launchAs.editRoster();
  await roster.people.add({ 'Full name': 'Nadia Newcomer', 'User id': '7001', 'Given name': 'Nadia' });
  await seen(roster.people.entry('Nadia Newcomer')).toBeVisible();
  await roster.people.change('Nadia Newcomer', {
    'Full name': 'Nadia Longer-Here',
    'Email address': 'nadia@example.org',
  });
  await seen(roster.people.entry('Nadia Newcomer')).toHaveCount(0);
  await roster.show('Courses');
  await roster.courses.add({ Title: 'Tides and Currents', Label: 'TIDE-1', 'Context id': 'tide-1' }, async (form) => {
    await form.getByRole('button', { name: 'Add a link' }).click();
    await form.getByRole('textbox', { name: 'Title of link 1' }).fill('Reading the sea');
    await form.getByRole('textbox', { name: 'Resource link id of link 1' }).fill('tide-link-1');
    await form.getByRole('button', { name: 'Add a group' }).click();
    await form.getByRole('textbox', { name: 'Name of group 1' }).fill('Low tide');
    await form.getByRole('textbox', { name: 'Set of group 1' }).fill('Tides');
    await form.getByRole('combobox', { name: 'People of group 1' }).fill('Nadia');
    await running.window.getByRole('option', { name: 'Nadia Longer-Here' }).click();
  });
  await seen(roster.courses.entry('Tides and Currents')).toBeVisible();
  const { courses } = await run(running.window, 'roster.list', {});
  expect(courses.find(({ title }) => title === 'Tides and Currents')?.groups).toEqual([
    { id: 'group-1', name: 'Low tide', set: 'Tides', userIds: ['7001'] },
  ]);
  await roster.close();

  await launchAs.choosePlatform('Plain LTI');
  await launchAs.choosePerson(/^Nadia Longer-Here/);
  await launchAs.chooseLink('Reading the sea');
  await launchAs.fillIn();
  const launched = await sentBy(running.window, () => pages.try.launch.click());
  await viewShows('Nadia Longer-Here (7001)');
  expect(posted(launched, 'lis_person_contact_email_primary')).toBe('nadia@example.org');
  expect(posted(launched, 'context_title')).toBe('Tides and Currents');
  expect(posted(launched, 'resource_link_id')).toBe('tide-link-1');

  await launchAs.editRoster();
  await roster.people.remove('Nadia Longer-Here');
  await seen(roster.people.entry('Nadia Longer-Here')).toHaveCount(0);
  await roster.show('Courses');
  await roster.courses.change('Tides and Currents', { Title: 'Tides only' });
  await roster.courses.remove('Tides only');
  await seen(roster.courses.entry('Tides only')).toHaveCount(0);
  await roster.close();
  await seen(launchAs.bar.getByRole('combobox', { name: 'Person', exact: true })).not.toHaveValue(/Nadia/);
});

test('a refusal lists its documented causes, and which the record rules out', async () => {
  await pages.connections.open('Bookshelf, wrong secret');
  await pages.try.launch.click();
  await seen(pages.try.verdict).toContainText('403');
  await pages.try.showPart('Verdict');
  const causes = pages.try.result.getByRole('region', { name: 'Documented causes' }).getByRole('listitem');
  await seen(causes.filter({ hasText: 'the launch secret is wrong' })).toContainText('Fits the words');
  await seen(causes.filter({ hasText: 'the launch carries no user_id' })).toContainText('Ruled out');
  await seen(causes.filter({ hasText: 'the clock' })).toContainText('by the Date of the answer');
});

test('nothing went wrong behind the screens', () => {
  expect(running.trouble.errors).toEqual([]);
});

function replaceResult(sourcedId: string, score: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<imsx_POXEnvelopeRequest xmlns="http://www.imsglobal.org/services/ltiv1p1/xsd/imsoms_v1p0"><imsx_POXHeader><imsx_POXRequestHeaderInfo><imsx_version>V1.0</imsx_version><imsx_messageIdentifier>1</imsx_messageIdentifier></imsx_POXRequestHeaderInfo></imsx_POXHeader><imsx_POXBody><replaceResultRequest><resultRecord><sourcedGUID><sourcedId>${sourcedId}</sourcedId></sourcedGUID><result><resultScore><language>en</language><textString>${score}</textString></resultScore></result></resultRecord></replaceResultRequest></imsx_POXBody></imsx_POXEnvelopeRequest>`;
}
