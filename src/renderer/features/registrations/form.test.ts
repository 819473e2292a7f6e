import { describe, expect, it } from 'vitest';
import type { ToolDescription } from '../../../protocol/models/advantage/registration.ts';
import { emptyForm, type RegistrationForm, readCustom, readForm, withTool } from './form.ts';

const form: RegistrationForm = {
  ...emptyForm,
  name: ' Harbour ',
  loginUrl: 'https://tool.example/login ',
  targetLinkUri: 'https://tool.example/launch',
  redirectUris: ['https://tool.example/launch'],
  custom: 'context=$Context.id\n\nempty=\nwith=a=b',
};

describe('a registration that is typed', () => {
  it('is taken without blanks at its ends, and with its custom parameters', () => {
    const read = readForm(form);
    expect(read).toMatchObject({
      ok: true,
      registration: {
        name: 'Harbour',
        issuer: '',
        tool: {
          loginUrl: 'https://tool.example/login',
          customParameters: [
            ['context', '$Context.id'],
            ['empty', ''],
            ['with', 'a=b'],
          ],
        },
      },
    });
  });

  it.each([
    [{ name: ' ' }, ['name']],
    [{ loginUrl: '' }, ['loginUrl']],
    [{ targetLinkUri: 'tool.example' }, ['targetLinkUri']],
    [{ redirectUris: [] }, ['redirectUris']],
    [{ redirectUris: ['https://a.example', 'nothing'] }, ['redirectUris']],
    [{ keySetUrl: 'ftp://tool.example' }, ['keySetUrl']],
    [{ custom: 'context' }, ['custom']],
    [{ scopes: ['two words'] }, ['scopes']],
    [{ deploymentIds: ['x'.repeat(256)] }, ['deploymentIds']],
    [{ loginUrl: '', redirectUris: [] }, ['loginUrl', 'redirectUris']],
  ])('with %j names %j', (change, fields) => {
    const read = readForm({ ...form, ...change });
    expect(read.ok ? [] : Object.keys(read.errors).sort()).toEqual(fields);
  });

  it('names the line that is no custom parameter', () => {
    expect(readCustom('a=1\n=2')).toEqual({ wrong: '=2' });
  });
});

describe('a configuration that was read', () => {
  const tool: ToolDescription = {
    name: 'Harbour Library',
    description: 'Books.',
    loginUrl: 'https://tool.example/login',
    targetLinkUri: '',
    redirectUris: ['https://tool.example/launch'],
    keySetUrl: '',
    keySet: '{"keys":[]}',
    scopes: ['a'],
    claims: [],
    customParameters: [['region', 'eu']],
    messages: [],
  };

  it('fills the form, and leaves what it does not say', () => {
    const filled = withTool({ ...form, keySetUrl: 'https://old.example/jwks' }, tool);
    expect(filled).toMatchObject({
      name: 'Harbour Library',
      targetLinkUri: 'https://tool.example/launch',
      keySetUrl: '',
      custom: 'region=eu',
      scopes: ['a'],
      rest: { description: 'Books.' },
    });
  });
});
