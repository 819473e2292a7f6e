import { Button, Text } from '@mantine/core';
import { IconFileExport } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Connection } from '../../../protocol/models/connection.ts';
import classes from './Portability.module.css';
import { ShareDialog } from './ShareDialog.tsx';

/** The part of the setup screen that hands the connection on to somebody else. */
export function ShareConnection({ connection }: { connection: Connection }) {
  const { t } = useTranslation('portability');
  const [sharing, setSharing] = useState(false);
  return (
    <section className={classes.share} aria-label={t('share.heading')}>
      <div>
        <h2 className={classes.shareTitle}>{t('share.heading')}</h2>
        <Text fz="xs" c="dimmed">
          {t('share.lead')}
        </Text>
      </div>
      <Button variant="default" leftSection={<IconFileExport size={14} aria-hidden />} onClick={() => setSharing(true)}>
        {t('share.open')}
      </Button>
      {sharing && <ShareDialog connections={[connection]} onClose={() => setSharing(false)} />}
    </section>
  );
}
