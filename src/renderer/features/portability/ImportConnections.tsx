import { Button, type ButtonProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useImports } from './ImportProvider.tsx';

/** Brings connections in that somebody handed on, as a button of its own. */
export function ImportConnections(props: ButtonProps) {
  const { t } = useTranslation('portability');
  const { chooseImport } = useImports();
  return (
    <Button {...props} onClick={chooseImport}>
      {t('menuImportConnections')}
    </Button>
  );
}
