// The title of a command with its shortcut, for tooltips.
import { shortcuts } from '@shared/shortcuts'
import { useText } from '../i18n'
import { bridge } from '../platform/services'
import { commands } from './commands'
import { toShortcutLabel } from './shortcut'

export const isMac = bridge.boot.platform === 'darwin'

/** A text with the keys of a command behind it, if it has some. */
export function withKeys(text: string, id: string): string {
  const keys = shortcuts[id]
  return keys === undefined ? text : `${text} (${toShortcutLabel(keys, isMac)})`
}

/** The name of a command, alone and with its keys. */
export function useCommandTitle(): { nameOf: (id: string) => string; titleOf: (id: string) => string } {
  const t = useText()
  const nameOf = (id: string): string => {
    const command = commands.get(id)
    return command === undefined ? '' : t(command.title)
  }
  return { nameOf, titleOf: (id) => withKeys(nameOf(id), id) }
}
