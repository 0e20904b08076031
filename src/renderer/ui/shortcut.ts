// Shortcuts as text (`Mod+Shift+P`) and how a key press matches one. Knows no commands.

/** What of a KeyboardEvent a shortcut looks at. */
export interface KeyPress {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

/** `Mod` is Command on a Mac and Control elsewhere. Letters match by place on the keyboard too, for other alphabets. */
export function matchesShortcut(shortcut: string, press: KeyPress, isMac: boolean): boolean {
  const parts = shortcut.split('+')
  const key = parts[parts.length - 1]!
  const wantsMod = parts.includes('Mod')
  const mod = isMac ? press.metaKey : press.ctrlKey
  const other = isMac ? press.ctrlKey : press.metaKey
  if (mod !== wantsMod || other) return false
  if (press.altKey !== parts.includes('Alt')) return false
  const isLetter = /^[A-Z]$/.test(key)
  if (isLetter || key.length > 1) {
    if (press.shiftKey !== parts.includes('Shift')) return false
  }
  if (isLetter) return press.key.toUpperCase() === key || press.code === `Key${key}`
  return press.key === key
}

const signs = { Escape: 'Esc', ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓' }
const macSigns = {
  Mod: '⌘',
  Shift: '⇧',
  Alt: '⌥',
  Enter: '↩',
  PageUp: '⇞',
  PageDown: '⇟',
  Home: '↖',
  End: '↘',
}
const otherSigns = { Mod: 'Ctrl', PageUp: 'PgUp', PageDown: 'PgDn' }

/** The shortcut as it is printed on the person's keyboard. */
export function toShortcutLabel(shortcut: string, isMac: boolean): string {
  const names: Record<string, string> = { ...signs, ...(isMac ? macSigns : otherSigns) }
  return shortcut
    .split('+')
    .map((part) => names[part] ?? part)
    .join(isMac ? '' : '+')
}
