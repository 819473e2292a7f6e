import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type SandboxTool, toolAddressesAt } from '../../../protocol/sandbox-tool.ts';
import { useNavigator } from '../../app/navigation/NavigationProvider.tsx';
import { useCommandMutation, useCommandQuery } from '../../client/queries.ts';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import classes from './Sandbox.module.css';

/** The connection that launches a tool of the sandbox by LTI 1.3; `null`: there is none, `undefined`: not known yet. */
function useToolConnection(origin: string): string | null | undefined {
  const credentials = useCommandQuery('credentials.list', {}).data;
  const connections = useCommandQuery('connections.list', {}).data;
  if (credentials === undefined || connections === undefined) return undefined;
  const { login } = toolAddressesAt(origin);
  const registrations = credentials.filter(
    ({ kind, publicParts }) => kind === 'lti-registration' && publicParts.loginUrl === login,
  );
  return connections.find(({ credentialId }) => registrations.some(({ id }) => id === credentialId))?.id ?? null;
}

/** Registers a counterparty as a tool of LTI 1.3 in one click, and leads to its launch; once it is registered, leads there. */
export function AdvantageTool({ tool, origin }: { tool: SandboxTool; origin: string }) {
  const { t } = useTranslation('sandbox');
  const { open } = useNavigator();
  const create = useCommandMutation('registrations.createSandboxTool');
  const connectionId = useToolConnection(origin);
  const launch = (id: string) => open({ connectionId: id, view: 'try' });
  const register = () => {
    create
      .mutateAsync({ tool })
      .then((made) => launch(made.connectionId))
      .catch(() => undefined);
  };
  if (connectionId === undefined) return null;
  return (
    <>
      <div className={classes.tool}>
        <span>{t(connectionId === null ? 'advantage.none' : 'advantage.registered')}</span>
        {connectionId === null ? (
          <Button size="compact-xs" variant="default" loading={create.isPending} onClick={register}>
            {t('advantage.register')}
          </Button>
        ) : (
          <Button size="compact-xs" variant="default" onClick={() => launch(connectionId)}>
            {t('advantage.open')}
          </Button>
        )}
      </div>
      {create.error && <ErrorAlert error={create.error} onRetry={register} />}
    </>
  );
}
