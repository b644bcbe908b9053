import { useLingui } from '@lingui/react/macro';
import { NativeSelect } from '@mantine/core';
import { IconLanguage } from '@tabler/icons-react';
import { activateLocale, type Language, LOCALES, languageOf, STORED_LANGUAGE } from '@/lib/i18n';

/** Kept for the next visit to the sign-in page of this browser. */
function remember(language: Language): void {
  try {
    localStorage.setItem(STORED_LANGUAGE, language);
  } catch {
    // The choice then holds until the page is closed.
  }
}

/** Before anybody is known the browser says the language; here it can be told otherwise. */
export default function GuestLanguage() {
  const { t, i18n } = useLingui();
  const choose = (language: Language) => {
    remember(language);
    void activateLocale(language);
  };
  return (
    <NativeSelect
      aria-label={t`Language`}
      leftSection={<IconLanguage size={18} aria-hidden />}
      value={languageOf(i18n.locale) ?? 'en'}
      onChange={(event) => choose(event.currentTarget.value as Language)}
      data={Object.entries(LOCALES).map(([value, label]) => ({ value, label }))}
      w={220}
    />
  );
}
