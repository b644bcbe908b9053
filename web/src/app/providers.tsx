import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { readNonce } from '@/lib/nonce';
import { cssVariables, theme } from './theme';

const schemes = localStorageColorSchemeManager({ key: 'itsm-theme' });
const nonce = readNonce();

interface Props {
  queryClient: QueryClient;
  children: ReactNode;
}

export function Providers({ queryClient, children }: Props) {
  return (
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={queryClient}>
        <MantineProvider
          theme={theme}
          cssVariablesResolver={cssVariables}
          colorSchemeManager={schemes}
          defaultColorScheme="auto"
          {...(nonce ? { getStyleNonce: () => nonce } : {})}
        >
          {children}
        </MantineProvider>
      </QueryClientProvider>
    </I18nProvider>
  );
}
