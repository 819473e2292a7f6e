import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { EventsProvider } from '../client/events.tsx';
import { readStyleNonce } from '../client/nonce.ts';
import { createQueryClient } from '../client/queries.ts';
import { ImportProvider } from '../features/portability/ImportProvider.tsx';
import { VaultDialogProvider } from '../features/vault/VaultDialog.tsx';
import { theme } from '../theme/theme.ts';
import { cssVariables } from '../theme/variables.ts';
import { ActionsProvider } from './actions.tsx';
import { HelpProvider } from './help.tsx';
import { MaximisedProvider } from './maximised.tsx';
import notices from './Notices.module.css';
import { NavigationProvider } from './navigation/NavigationProvider.tsx';
import { WorkProvider } from './work/WorkProvider.tsx';

/** Everything a screen may count on: theme, answers, events, navigation, running work. */
export function Providers({ children }: { children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={readStyleNonce}
    >
      <QueryClientProvider client={queryClient}>
        <EventsProvider>
          <WorkProvider>
            <NavigationProvider>
              <ActionsProvider>
                {/* At the left and no wider than a form: a launch view at the right would cover it. */}
                <Notifications
                  classNames={{ root: notices.root ?? '' }}
                  position="bottom-left"
                  containerWidth={340}
                  autoClose={6000}
                  limit={4}
                />
                <HelpProvider>
                  <MaximisedProvider>
                    <VaultDialogProvider>
                      <ImportProvider>{children}</ImportProvider>
                    </VaultDialogProvider>
                  </MaximisedProvider>
                </HelpProvider>
              </ActionsProvider>
            </NavigationProvider>
          </WorkProvider>
        </EventsProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
