import { Button, Group } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem, useCommandMutation } from '../../client/queries.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { type RegistrationErrors, type RegistrationForm, readForm } from './form.ts';
import { RegistrationFields } from './RegistrationFields.tsx';

/** What core found wrong, beside its field. */
function fieldErrors(error: unknown): RegistrationErrors {
  const { field, detail } = asProblem(error).problem;
  return field === 'draft.keySet' ? { keySet: detail ?? '' } : {};
}

type Props = {
  form: RegistrationForm;
  change: (part: Partial<RegistrationForm>) => void;
  onRegistered: (made: { credentialId: string; connectionId: string; name: string }) => void;
};

/** The registration to be made, and the button that makes it. */
export function RegisterForm({ form, change, onRegistered }: Props) {
  const { t } = useTranslation('registrations');
  const create = useCommandMutation('registrations.create');
  const [errors, setErrors] = useState<RegistrationErrors>({});
  const element = useRef<HTMLFormElement>(null);
  const isWrong = Object.keys(errors).length > 0;
  useEffect(() => {
    if (isWrong) element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [isWrong]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readForm(form);
    if (!read.ok) return setErrors(read.errors);
    create
      .mutateAsync({ registration: read.registration })
      .then((made) => onRegistered({ ...made, name: read.registration.name }))
      .catch((error: unknown) => setErrors(fieldErrors(error)));
  };
  return (
    <form ref={element} onSubmit={submit} noValidate aria-label={t('form.title')}>
      <RegistrationFields
        form={form}
        errors={errors}
        change={(part) => {
          setErrors({});
          change(part);
        }}
      />
      {create.error && !isWrong && <ErrorAlert error={create.error} />}
      <Group justify="flex-end" mt="md">
        <Button type="submit" loading={create.isPending}>
          {t('form.submit')}
        </Button>
      </Group>
    </form>
  );
}
