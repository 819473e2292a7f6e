import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { notifyProblem } from '../../ui/notify.ts';

/** Runs a command that puts a secret on the clipboard, and tells after how many seconds it is taken off again, or what went wrong. */
export function useSecretCopy(): (copy: () => Promise<{ clearAfter: number }>) => Promise<void> {
  const { t } = useTranslation('vault');
  const { t: common } = useTranslation();
  return async (copy) => {
    try {
      const { clearAfter } = await copy();
      const message = clearAfter > 0 ? t('copied', { count: clearAfter }) : common('actions.copied');
      notifications.show({ message, closeButtonProps: { 'aria-label': common('actions.close') } });
    } catch (error) {
      notifyProblem(error);
    }
  };
}
