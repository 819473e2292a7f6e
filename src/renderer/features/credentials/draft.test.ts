import { describe, expect, it } from 'vitest';
import { noDetails } from '../../../protocol/models/vault/credential-details.ts';
import type { Credential } from '../../../protocol/models/vault/vault.ts';
import { changesSecret, formOf, readDraft } from './draft.ts';

const stored: Credential = {
  id: 'k1',
  name: 'Riverside consumer',
  kind: 'oauth-consumer',
  publicParts: { consumerKey: 'riverside' },
  secretParts: ['secret'],
  allowedHosts: ['a.example'],
  details: noDetails,
  secretChangedAt: 1,
  previous: [],
  lastUse: null,
  createdAt: 1,
  updatedAt: 1,
};

describe('formOf', () => {
  it('begins empty of the kind and for the host that is asked for', () => {
    expect(formOf(null, { kind: 'proctorexam', host: 'b.example' })).toMatchObject({
      kind: 'proctorexam',
      name: '',
      allowedHosts: ['b.example'],
    });
  });

  it('shows what is stored but never a secret, and adds a host once', () => {
    expect(formOf(stored, { host: 'a.example' })).toMatchObject({
      consumerKey: 'riverside',
      secret: '',
      allowedHosts: ['a.example'],
    });
    expect(formOf(stored, { host: 'b.example' }).allowedHosts).toEqual(['a.example', 'b.example']);
  });
});

describe('readDraft', () => {
  it('asks a new credential for its secrets, and lets an old one keep them', () => {
    const form = formOf(stored);
    expect(readDraft(form, true)).toEqual({ ok: false, errors: { secret: true } });
    expect(readDraft(form, false)).toEqual({
      ok: true,
      draft: {
        kind: 'oauth-consumer',
        name: 'Riverside consumer',
        consumerKey: 'riverside',
        secret: '',
        allowedHosts: ['a.example'],
        details: noDetails,
      },
    });
  });

  it('takes what is said of it along, and names what is wrong with that', () => {
    const said = {
      environment: 'production',
      tags: ['college'],
      notes: 'n',
      expiresAt: 5,
      rotateEveryDays: 90,
    } as const;
    const form = { ...formOf({ ...stored, details: { ...said, tags: ['college'] } }), overlap: 'hour' as const };
    expect(readDraft(form, false)).toMatchObject({ ok: true, draft: { details: said } });
    expect(readDraft({ ...form, expiresAt: -1, tags: ['x'.repeat(51)] }, false)).toEqual({
      ok: false,
      errors: { expiresAt: true, tags: true },
    });
  });

  it('knows when a secret would change', () => {
    const form = formOf(stored);
    expect(changesSecret({ ...form, consumerKey: 'other', notes: 'n' })).toBe(false);
    expect(changesSecret({ ...form, secret: 'x' })).toBe(true);
    expect(changesSecret({ ...form, generateKey: true })).toBe(true);
  });

  it('wants the secret key of a ProctorExam credential, not its token', () => {
    const form = { ...formOf(null, { kind: 'proctorexam' }), name: 'Exams', secretKey: ' kept as typed ' };
    expect(readDraft(form, true)).toMatchObject({ ok: true, draft: { apiToken: '', secretKey: ' kept as typed ' } });
    expect(readDraft({ ...form, secretKey: '' }, true)).toEqual({ ok: false, errors: { secretKey: true } });
  });

  it('names every field that is wrong', () => {
    const form = { ...formOf(null), secret: 'x', allowedHosts: ['*.example'] };
    expect(readDraft(form, true)).toEqual({
      ok: false,
      errors: { name: true, consumerKey: true, allowedHosts: true },
    });
  });
});
