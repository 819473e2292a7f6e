import { Button, Kbd, Modal, SimpleGrid, Stack, Title } from '@mantine/core';
import { IconStethoscope } from '@tabler/icons-react';
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CheckList } from '../features/doctor/register/CheckList.tsx';
import classes from './help.module.css';
import { shortcutGroups } from './keyboard.ts';

type Help = { showHelp: () => void };
const HelpContext = createContext<Help>({ showHelp: () => {} });

/** Opens the list of keyboard shortcuts, and from there the checks of the doctor. */
export function useHelp(): Help {
  return useContext(HelpContext);
}

function ShortcutList() {
  const { t } = useTranslation();
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl">
      {shortcutGroups.map((group) => (
        <Stack key={group.title} gap="xs">
          <Title order={3}>{t(`shortcuts.groups.${group.title}`)}</Title>
          <dl className={classes.list}>
            {group.rows.map((row) => (
              <div key={row.text} className={classes.row}>
                <dt>{t(`shortcuts.${row.text}`)}</dt>
                <dd>
                  {row.keys.map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </Stack>
      ))}
    </SimpleGrid>
  );
}

export function HelpProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { t: doctor } = useTranslation('doctor');
  const [shown, setShown] = useState<'shortcuts' | 'checks' | null>(null);
  const help = useMemo(() => ({ showHelp: () => setShown('shortcuts') }), []);
  return (
    <HelpContext value={help}>
      {children}
      <Modal
        opened={shown === 'shortcuts'}
        onClose={() => setShown(null)}
        title={t('shortcuts.title')}
        size="lg"
        closeButtonProps={{ 'aria-label': t('actions.close') }}
      >
        <Stack>
          <ShortcutList />
          <Button
            variant="default"
            leftSection={<IconStethoscope size={14} aria-hidden />}
            onClick={() => setShown('checks')}
          >
            {t('shortcuts.allChecks')}
          </Button>
        </Stack>
      </Modal>
      <Modal
        opened={shown === 'checks'}
        onClose={() => setShown(null)}
        title={doctor('register.title')}
        size="xl"
        closeButtonProps={{ 'aria-label': t('actions.close') }}
      >
        <CheckList />
      </Modal>
    </HelpContext>
  );
}
