import { Activity, useState } from 'react';
import { ConnectionsPlace } from '../features/connections/ConnectionsPlace.tsx';
import { CredentialsPlace } from '../features/credentials/CredentialsPlace.tsx';
import { DoctorPlace } from '../features/doctor/DoctorPlace.tsx';
import { HistoryPlace } from '../features/history/HistoryPlace.tsx';
import { SandboxPlace } from '../features/sandbox-servers/SandboxPlace.tsx';
import { SettingsPlace } from '../features/settings/SettingsPlace.tsx';
import { DeletionNotices } from '../features/trash/DeletionNotices.tsx';
import { useWelcome } from '../features/welcome/use-welcome.ts';
import { Welcome } from '../features/welcome/Welcome.tsx';
import { CrashGuard } from '../ui/CrashGuard.tsx';
import { Banners } from './Banners.tsx';
import { CommandPalette } from './CommandPalette.tsx';
import { Keyboard } from './Keyboard.tsx';
import { useNavigation } from './navigation/NavigationProvider.tsx';
import { Rail } from './Rail.tsx';
import classes from './Shell.module.css';
import { TopBar } from './TopBar.tsx';
import { useStoredTheme } from './use-stored-theme.ts';

/**
 * Connections stay mounted behind other places, so that forms, results and a launch are there on return; so does the doctor
 * once it was opened, with what was pasted.
 */
function Places() {
  const { place } = useNavigation();
  const welcome = useWelcome();
  const [sawDoctor, setSawDoctor] = useState(place === 'doctor');
  if (place === 'doctor' && !sawDoctor) setSawDoctor(true);
  return (
    <>
      <Activity mode={place === 'connections' ? 'visible' : 'hidden'}>
        {welcome === 'welcome' ? <Welcome /> : welcome === 'workspace' ? <ConnectionsPlace /> : null}
      </Activity>
      {sawDoctor && (
        <Activity mode={place === 'doctor' ? 'visible' : 'hidden'}>
          <DoctorPlace />
        </Activity>
      )}
      {place === 'credentials' && <CredentialsPlace />}
      {place === 'history' && <HistoryPlace />}
      {place === 'sandbox' && <SandboxPlace />}
      {place === 'settings' && <SettingsPlace />}
    </>
  );
}

export function Shell() {
  useStoredTheme();
  const { place } = useNavigation();
  return (
    <div className={classes.shell}>
      <TopBar />
      <Rail />
      <main className={classes.main}>
        <Banners />
        <CrashGuard resetKey={place}>
          <Places />
        </CrashGuard>
      </main>
      <CommandPalette />
      <DeletionNotices />
      <Keyboard />
    </div>
  );
}
