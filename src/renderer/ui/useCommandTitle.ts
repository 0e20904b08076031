// The title of a command with its shortcut, for tooltips.
import { useText } from '../i18n'
import { bridge } from '../platform/services'
import { commands } from './commands'
import { toShortcutLabel } from './shortcut'

export const isMac = bridge.boot.platform === 'darwin'

export function useCommandTitle(): (id: string) => string {
  const t = useText()
  return (id) => {
    const command = commands.get(id)
    if (command === undefined) return ''
    const title = t(command.title)
    return command.shortcut === undefined ? title : `${title} (${toShortcutLabel(command.shortcut, isMac)})`
  }
}
