import { Kbd, Modal, SimpleGrid, Stack, Title } from '@mantine/core';
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './help.module.css';
import { shortcutGroups } from './keyboard.ts';

type Help = { showHelp: () => void };
const HelpContext = createContext<Help>({ showHelp: () => {} });

/** Opens the list of keyboard shortcuts. */
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
  const [opened, setOpened] = useState(false);
  const help = useMemo(() => ({ showHelp: () => setOpened(true) }), []);
  return (
    <HelpContext value={help}>
      {children}
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={t('shortcuts.title')}
        size="lg"
        closeButtonProps={{ 'aria-label': t('actions.close') }}
      >
        <ShortcutList />
      </Modal>
    </HelpContext>
  );
}
