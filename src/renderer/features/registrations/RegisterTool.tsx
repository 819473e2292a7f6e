import { Button, CloseButton, Group, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegistrationReading } from '../../../protocol/models/advantage/registration.ts';
import { type SandboxTool, sandboxToolSchema } from '../../../protocol/sandbox-tool.ts';
import { useNavigator } from '../../app/navigation/NavigationProvider.tsx';
import { useCommandMutation } from '../../client/queries.ts';
import { PlaceHeader } from '../../ui/PlaceHeader.tsx';
import { ErrorAlert } from '../../ui/ProblemAlert.tsx';
import { useFocusWhenLost } from '../../ui/use-focus-when-lost.ts';
import { VaultGate } from '../vault/VaultGate.tsx';
import { Configuration } from './Configuration.tsx';
import { Dynamic, type Registered } from './Dynamic.tsx';
import { emptyForm, type RegistrationForm, withTool } from './form.ts';
import { RegisterForm } from './RegisterForm.tsx';
import { RegistrationSheet } from './RegistrationSheet.tsx';
import classes from './Registrations.module.css';

const ways = ['configuration', 'dynamic', 'hand'] as const;
type Way = (typeof ways)[number];

/** For those who have no tool at hand, and for those who want one that goes wrong. */
function SandboxTools({ onRegistered }: { onRegistered: (made: Registered) => void }) {
  const { t } = useTranslation('registrations');
  const create = useCommandMutation('registrations.createSandboxTool');
  const register = (tool: SandboxTool) => {
    create
      .mutateAsync({ tool })
      .then((made) => onRegistered({ ...made, name: t(`sandbox.names.${tool}`) }))
      .catch(() => undefined);
  };
  const asked = create.variables?.tool;
  return (
    <section className={classes.sandbox} aria-label={t('sandbox.title')}>
      <p>{t('sandbox.text')}</p>
      <Group gap="sm">
        {sandboxToolSchema.options.map((tool) => (
          <Button
            key={tool}
            variant="default"
            loading={create.isPending && asked === tool}
            disabled={create.isPending && asked !== tool}
            onClick={() => register(tool)}
          >
            {t(`sandbox.register.${tool}`)}
          </Button>
        ))}
      </Group>
      {create.error && asked && <ErrorAlert error={create.error} onRetry={() => register(asked)} />}
    </section>
  );
}

type DescribeProps = {
  dynamicId: string | null;
  onDynamicId: (id: string | null) => void;
  onRegistered: (made: Registered, way: Way) => void;
};

function Describe({ dynamicId, onDynamicId, onRegistered }: DescribeProps) {
  const { t } = useTranslation('registrations');
  const [way, setWay] = useState<Way>(dynamicId === null ? 'configuration' : 'dynamic');
  const [form, setForm] = useState<RegistrationForm>(emptyForm);
  const [reading, setReading] = useState<RegistrationReading | null>(null);
  const read = (next: RegistrationReading | null) => {
    setReading(next);
    if (next !== null) setForm((before) => withTool(before, next.tool));
  };
  const registered = (made: Registered) => onRegistered(made, way);
  return (
    <VaultGate reason={t('needsVault')}>
      {dynamicId === null && reading === null && (
        <SandboxTools onRegistered={(made) => onRegistered(made, 'dynamic')} />
      )}
      <SegmentedControl
        aria-label={t('way')}
        className={classes.ways ?? ''}
        data={ways.map((value) => ({ value, label: t(`ways.${value}`) }))}
        value={way}
        onChange={setWay}
      />
      <p className={classes.dim}>{t(`wayText.${way}`)}</p>
      {way === 'configuration' && <Configuration reading={reading} onReading={read} />}
      {way === 'dynamic' && <Dynamic id={dynamicId} onId={onDynamicId} onRegistered={registered} />}
      {(way === 'hand' || (way === 'configuration' && reading !== null)) && (
        <RegisterForm
          form={form}
          change={(part) => setForm((before) => ({ ...before, ...part }))}
          onRegistered={registered}
        />
      )}
    </VaultGate>
  );
}

type DoneProps = { made: Registered; way: Way; onClose: () => void; onAnother: () => void };

function Done({ made, way, onClose, onAnother }: DoneProps) {
  const { t } = useTranslation('registrations');
  const { open } = useNavigator();
  const goOn = useFocusWhenLost<HTMLButtonElement>(made);
  const launch = () => {
    onClose();
    open({ connectionId: made.connectionId, view: 'try' });
  };
  return (
    <>
      <div className={classes.done} role="status">
        <h2>{t('done.title', { name: made.name })}</h2>
        <p>{way === 'dynamic' ? t('done.textDynamic') : t('done.text')}</p>
      </div>
      <Group gap="sm">
        <Button ref={goOn} onClick={launch}>
          {t('done.launch')}
        </Button>
        <Button variant="default" onClick={onAnother}>
          {t('done.another')}
        </Button>
      </Group>
      <RegistrationSheet credentialId={made.credentialId} />
    </>
  );
}

/** Registers a tool of LTI 1.3 in one of three ways, and leads on to what its administrator needs and to the launch. */
export function RegisterTool({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('registrations');
  const abandon = useCommandMutation('registrations.abandon');
  const [dynamicId, setDynamicId] = useState<string | null>(null);
  const [done, setDone] = useState<{ made: Registered; way: Way } | null>(null);
  const close = () => {
    if (dynamicId !== null) abandon.mutate({ id: dynamicId });
    onClose();
  };
  return (
    <>
      <PlaceHeader title={t('title')} text={t('lead')}>
        <CloseButton aria-label={t('close')} onClick={close} />
      </PlaceHeader>
      <div className={classes.scroll}>
        <div className={classes.content}>
          {done === null ? (
            <Describe
              dynamicId={dynamicId}
              onDynamicId={setDynamicId}
              onRegistered={(made, way) => {
                setDynamicId(null);
                setDone({ made, way });
              }}
            />
          ) : (
            <Done {...done} onClose={close} onAnother={() => setDone(null)} />
          )}
        </div>
      </div>
    </>
  );
}
