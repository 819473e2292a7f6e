import { SegmentedControl } from '@mantine/core';
import { Activity, type ComponentType, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PlaceHeader } from '../../ui/PlaceHeader.tsx';
import { CatchScreen } from '../catcher/CatchScreen.tsx';
import classes from './Doctor.module.css';
import { PasteScreen } from './paste/PasteScreen.tsx';
import { SetupScreen } from './setup/SetupScreen.tsx';

/** The ways in which a launch, or what is registered for it, comes to the doctor. Each has its name in the texts under `tabs`. */
const screens = { paste: PasteScreen, catch: CatchScreen, setup: SetupScreen } as const satisfies Record<
  string,
  ComponentType
>;
type ScreenName = keyof typeof screens;

const names: readonly ScreenName[] = ['paste', 'catch', 'setup'];

/** Says why a launch fails. Its screens stay mounted, so that what was pasted is there on return. */
export function DoctorPlace() {
  const { t } = useTranslation('doctor');
  const [shown, setShown] = useState<ScreenName>('paste');
  return (
    <div className={classes.place}>
      <PlaceHeader title={t('title')} text={t('lead')}>
        {names.length > 1 && (
          <SegmentedControl
            aria-label={t('tabs.label')}
            data={names.map((value) => ({ value, label: t(`tabs.${value}`) }))}
            value={shown}
            onChange={setShown}
          />
        )}
      </PlaceHeader>
      {names.map((name) => {
        const Screen = screens[name];
        return (
          <Activity key={name} mode={name === shown ? 'visible' : 'hidden'}>
            <Screen />
          </Activity>
        );
      })}
    </div>
  );
}
