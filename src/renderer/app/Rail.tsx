import { Tooltip, UnstyledButton } from '@mantine/core';
import {
  IconAdjustmentsHorizontal,
  IconFlask2,
  IconHelp,
  IconHistory,
  IconKey,
  IconPlugConnected,
  IconStethoscope,
  type TablerIcon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useHelp } from './help.tsx';
import { useNavigation, useNavigator } from './navigation/NavigationProvider.tsx';
import type { Place } from './navigation/tabs.ts';
import classes from './Rail.module.css';

const icons: Readonly<Record<Place, TablerIcon>> = {
  connections: IconPlugConnected,
  doctor: IconStethoscope,
  credentials: IconKey,
  history: IconHistory,
  sandbox: IconFlask2,
  settings: IconAdjustmentsHorizontal,
};

const upper: readonly Place[] = ['connections', 'doctor', 'credentials', 'history', 'sandbox'];

function PlaceButton({ name }: { name: Place }) {
  const { t } = useTranslation();
  const { place } = useNavigation();
  const { go } = useNavigator();
  const Icon = icons[name];
  const label = t(`places.${name}`);
  return (
    <Tooltip label={label} position="right" disabled={place === name}>
      <UnstyledButton
        className={classes.item}
        aria-label={label}
        aria-current={place === name ? 'page' : undefined}
        onClick={() => go(name)}
      >
        <Icon size={20} stroke={1.6} aria-hidden />
      </UnstyledButton>
    </Tooltip>
  );
}

export function Rail() {
  const { t } = useTranslation();
  const { showHelp } = useHelp();
  return (
    <nav className={classes.rail} aria-label={t('places.navigation')}>
      {upper.map((name) => (
        <PlaceButton key={name} name={name} />
      ))}
      <span className={classes.gap} />
      <Tooltip label={t('places.help')} position="right">
        <UnstyledButton className={classes.item} aria-label={t('places.help')} onClick={showHelp}>
          <IconHelp size={20} stroke={1.6} aria-hidden />
        </UnstyledButton>
      </Tooltip>
      <PlaceButton name="settings" />
    </nav>
  );
}
