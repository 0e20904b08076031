// What the window's settings mean outside its page: the colours of the frame and the language of the menu.
import { nativeTheme } from 'electron'
import { setApplicationMenu } from './menu'
import { menuLocaleOf, type MenuLocale } from './menuTable'

/** The page's own ground colours, shown before its first frame. */
const grounds = { dark: '#16181b', light: '#f4f4f2' } as const

export interface Appearance {
  /** Takes a setting over when it is one that shows; others are not its business. */
  apply(key: string, value: unknown): void
  ground(): string
  /** The language of menu and dialogs. */
  locale(): MenuLocale
}

export function createAppearance(systemLocale: string, onCommand: (name: string) => void): Appearance {
  let locale = menuLocaleOf(systemLocale)
  return {
    apply(key, value) {
      if (key === 'theme') nativeTheme.themeSource = value === 'dark' || value === 'light' ? value : 'system'
      if (key === 'locale') {
        locale = menuLocaleOf(typeof value === 'string' ? value : systemLocale)
        setApplicationMenu(locale, onCommand)
      }
    },
    ground: () => grounds[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'],
    locale: () => locale,
  }
}
