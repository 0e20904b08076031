// Which theme is on, and its colours for what CSS does not draw (canvas). Follows the system when told to.
import { computed, ref, shallowRef, watch } from 'vue'
import type { Theme } from './settings'

/** The colours by token name without the dashes, such as `variable-fill`. */
export type TokenReader = (name: string) => string

const systemIsDark = ref(false)
/** Changes whenever colours or sizes of the tokens do, so that canvases draw again. */
export const themeVersion = ref(0)
export const isDark = shallowRef(false)

/** Puts theme and scale on the document and keeps them there. */
export function bindTheme(theme: () => Theme, scale: () => number): void {
  const query = window.matchMedia('(prefers-color-scheme: dark)')
  systemIsDark.value = query.matches
  query.addEventListener('change', (event) => (systemIsDark.value = event.matches))
  const dark = computed(() => (theme() === 'system' ? systemIsDark.value : theme() === 'dark'))
  watch(
    [dark, scale],
    ([isNowDark, factor]) => {
      const root = document.documentElement
      root.dataset.theme = isNowDark ? 'dark' : 'light'
      root.style.setProperty('--scale', String(factor))
      isDark.value = isNowDark
      themeVersion.value++
    },
    { immediate: true },
  )
}

let read: {
  readonly version: number
  readonly style: CSSStyleDeclaration
  readonly known: Map<string, string>
} | null = null

/**
 * Reads tokens as they are now; call it per drawing, not per mark. What was read is remembered until the theme changes:
 * asking the page would make it work out the styles of everything that is new in it.
 */
export function readTokens(): TokenReader {
  if (read?.version !== themeVersion.value)
    read = {
      version: themeVersion.value,
      style: getComputedStyle(document.documentElement),
      known: new Map(),
    }
  const { style, known } = read
  return (name) => {
    let value = known.get(name)
    if (value === undefined) {
      value = style.getPropertyValue(`--${name}`).trim()
      known.set(name, value)
    }
    return value
  }
}

/** The person wants less motion, whatever the system says: base.css stills what moves. */
export function bindMotion(isReduced: () => boolean): void {
  watch(
    isReduced,
    (isNowReduced) => document.documentElement.toggleAttribute('data-reduced-motion', isNowReduced),
    { immediate: true },
  )
}
