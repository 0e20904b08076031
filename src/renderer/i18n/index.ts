// Texts of the window in the person's language. Components ask for typed keys; texts live in en/ and ko/, by area.
import { createI18n, useI18n } from 'vue-i18n'
import { en, type MessageKey } from './en'
import { ko } from './ko'

export type { MessageKey } from './en'
export const locales = ['en', 'ko'] as const
export type Locale = (typeof locales)[number]

export const i18n = createI18n({
  legacy: false,
  locale: 'en',
  fallbackLocale: 'en',
  messages: { en, ko },
  // Keys are flat: the dots in them are part of the name.
  messageResolver: (messages, key) => (messages as Record<string, string>)[key] ?? null,
})

/** Looks a text up; `{name}` places are filled from `values`. */
export type Translate = (key: MessageKey, values?: Record<string, string | number>) => string

/** The translator of the current locale, for `setup`. Reactive: templates follow a change of language. */
export function useText(): Translate {
  const { t } = useI18n()
  return (key, values) => t(key, values ?? {})
}

/** The same outside of components. */
export const translate: Translate = (key, values) => i18n.global.t(key, values ?? {})

export function setLocale(locale: Locale): void {
  i18n.global.locale.value = locale
  document.documentElement.lang = locale
}

/** The locale to start with: what was chosen before, else the system's language when it is one of ours. */
export function toLocale(chosen: unknown, system: string): Locale {
  if (locales.includes(chosen as Locale)) return chosen as Locale
  return system.toLowerCase().startsWith('ko') ? 'ko' : 'en'
}
