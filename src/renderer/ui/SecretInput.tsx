import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import classes from './SecretInput.module.css';

type SecretInputProps = Omit<PasswordInputProps, 'visible' | 'onVisibilityChange' | 'visibilityToggleButtonProps'>;

/** A field for something secret: hidden while typed, shown on request, never offered to or by a password manager. */
export function SecretInput(props: SecretInputProps) {
  const { t } = useTranslation('vault');
  const [visible, toggle] = useDisclosure(false);
  return (
    <PasswordInput
      autoComplete="off"
      spellCheck={false}
      autoCapitalize="off"
      classNames={{ innerInput: classes.input ?? '' }}
      {...props}
      visible={visible}
      onVisibilityChange={toggle.toggle}
      visibilityToggleFocusable
      visibilityToggleButtonProps={{ 'aria-label': visible ? t('hideTyped') : t('showTyped') }}
    />
  );
}
