import { describe, expect, it } from 'vitest';
import { launchPage } from '../../../lti/launch-page.ts';
import { nextStep } from './page.ts';

const page = new URL('https://tool.example/sso/start?x=1');
const step = (html: string, refresh: string | null = null) => nextStep(html, page, refresh);
const autoPost = (form: string, script = 'document.forms[0].submit()') => `${form}<script>${script}</script>`;

describe('what a page does by itself', () => {
  it('posts the form of a launch page, line breaks and quotes included', () => {
    const fields: [string, string][] = [
      ['context_title', 'A "quoted" <b> & more'],
      ['text', 'two\r\nlines'],
    ];
    for (const mode of ['window', 'iframe'] as const) {
      const html = launchPage({ action: 'https://tool.example/lti?a=b&c=d', fields, mode, nonce: 'n' });
      expect(step(html)).toEqual({
        kind: 'post',
        url: new URL('https://tool.example/lti?a=b&c=d'),
        fields,
        by: 'form-by-script',
      });
    }
  });

  it.each([
    [
      'a submit in onload',
      '<body onload="document.f.submit()"><form name=f method=POST action="/in"><input type=hidden name=a value=1>',
    ],
    [
      'a submit in a script',
      autoPost('<form method="post" action="/in"><input type="hidden" name="a" value="1"/></form>'),
    ],
    [
      'a button beside the hidden fields',
      autoPost('<form method=post action=/in><input type=hidden name=a value=1><input type=submit name=go></form>'),
    ],
    [
      'a base address',
      autoPost(
        '<base href="https://tool.example/"><form method=post action=in><input type=hidden name=a value=1></form>',
      ),
    ],
  ])('posts a form with %s', (_what, html) => {
    expect(step(html)).toEqual({
      kind: 'post',
      url: new URL('https://tool.example/in'),
      fields: [['a', '1']],
      by: 'form-by-script',
    });
  });

  it('puts the fields of a GET form into the query', () => {
    const html = autoPost('<form action="/in?old=1"><input type=hidden name=a value="ü &amp;"></form>');
    expect(step(html)).toEqual({
      kind: 'visit',
      url: new URL('https://tool.example/in?a=%C3%BC+%26'),
      by: 'form-by-script',
    });
  });

  it.each([
    ['a form that waits for a person', autoPost('<form method=post action=/in><input name=user></form>')],
    ['a form nothing submits', '<form method=post action=/in><input type=hidden name=a value=1></form>'],
    ['several forms', autoPost('<form><input type=hidden name=a></form><form><input type=hidden name=b></form>')],
    [
      'a form in a comment or a noscript',
      autoPost(
        '<!-- <form><input type=hidden name=a></form> --><noscript><form><input type=hidden name=b></form></noscript>',
      ),
    ],
    ['another scheme', autoPost('<form method=post action="javascript:x"><input type=hidden name=a></form>')],
    ['a refresh to come later', '<meta http-equiv=refresh content="60; url=/later">'],
    ['a refresh of itself', '<meta http-equiv=refresh content="1">'],
    ['a refresh to itself', '<meta http-equiv=refresh content="0; url=?x=1">'],
    ['no markup', 'hello < world'],
  ])('stays with %s', (_what, html) => {
    expect(step(html)).toEqual({ kind: 'stay' });
  });

  it.each([
    ['0;url=/next', '/next'],
    ['0; URL="/next"', '/next'],
    ["1, '/next'", '/next'],
    ['3 ; url = next', '/sso/next'],
  ])('follows the refresh %s', (content, path) => {
    const expected = (by: string) => ({ kind: 'visit', url: new URL(path, page), by });
    const quote = content.includes('"') ? "'" : '"';
    expect(step(`<META HTTP-EQUIV="Refresh" content=${quote}${content}${quote}>`)).toEqual(expected('meta-refresh'));
    expect(step('', content)).toEqual(expected('header-refresh'));
  });
});
