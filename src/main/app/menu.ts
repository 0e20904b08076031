// Makes the application menu of the table.
import { Menu, type MenuItemConstructorOptions } from 'electron'
import { acceleratorOf, menuTable, type MenuEntry, type MenuLocale } from './menuTable'

/** `onCommand` gets the name of the chosen command. */
export function setApplicationMenu(locale: MenuLocale, onCommand: (name: string) => void): void {
  const toItem = (entry: MenuEntry): MenuItemConstructorOptions => {
    if (entry === 'separator') return { type: 'separator' }
    const label = entry.label[locale]
    if ('role' in entry) return { role: entry.role, label }
    return {
      label,
      id: entry.command,
      accelerator: acceleratorOf(entry.command),
      registerAccelerator: false,
      click: () => onCommand(entry.command),
    }
  }
  const groups = menuTable.map((group) => ({
    label: group.label[locale],
    submenu: group.entries.map(toItem),
  }))
  Menu.setApplicationMenu(Menu.buildFromTemplate(groups))
}
