import { ConfigurationChecks } from '../../doctor/ConfigurationChecks.tsx';
import { CertificateFields } from './CertificateFields.tsx';
import type { FieldProps } from './field-props.ts';
import { RegistrationFields } from './RegistrationFields.tsx';
import { SecretField } from './SecretField.tsx';
import { TextPart } from './TextPart.tsx';

/** Stray characters are shown beside their field, with a button that takes them away. */
const shownBeside = ['CFG-01'];

/** The fields of the kind that is chosen. */
export function KeyFields(props: FieldProps) {
  const { form } = props;
  switch (form.kind) {
    case 'oauth-consumer':
      return (
        <>
          <TextPart {...props} field="consumerKey" required />
          <SecretField {...props} field="secret" />
          <ConfigurationChecks consumerKey={form.consumerKey} secret={form.secret} leaveOut={shownBeside} />
        </>
      );
    case 'proctorexam':
      return (
        <>
          <SecretField {...props} field="apiToken" />
          <SecretField {...props} field="secretKey" />
        </>
      );
    case 'bearer':
      return <SecretField {...props} field="token" />;
    case 'basic':
      return (
        <>
          <TextPart {...props} field="username" required />
          <SecretField {...props} field="password" />
        </>
      );
    case 'lti-registration':
      return <RegistrationFields {...props} />;
    case 'client-certificate':
      return <CertificateFields {...props} />;
  }
}
