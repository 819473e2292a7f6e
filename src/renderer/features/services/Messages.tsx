import { useTranslation } from 'react-i18next';
import type { Returned } from '../../../protocol/models/lti/platform.ts';
import classes from './Services.module.css';
import { messagesOf } from './services.ts';

/** What the tool said on the way back, each with whom it is meant for. */
export function Messages({ said }: { said: Pick<Returned, 'message' | 'errorMessage' | 'log' | 'errorLog'> }) {
  const { t } = useTranslation('services');
  return (
    <dl className={classes.messages}>
      {messagesOf(said).map(({ kind, text }) => (
        <div key={kind} data-kind={kind}>
          <dt>{t(`returned.${kind}`)}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
