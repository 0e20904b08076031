// The one command registry: shortcuts, palette, help sheet and menu all read it. Knows no component.
import { shortcuts } from '@shared/shortcuts'
import { shallowReactive } from 'vue'
import type { MessageKey } from '../i18n'
import { type KeyPress, matchesShortcut } from './shortcut'

export interface Command {
  /** Also the name under which the application menu sends it. */
  readonly id: string
  readonly title: MessageKey
  /** Absent means always. */
  readonly enabled?: () => boolean
  readonly run: () => void | Promise<void>
}

export interface BoundCommand extends Command {
  /** In the words of shared/shortcuts.ts. */
  readonly shortcut?: string
}

export class CommandRegistry {
  private readonly byId = shallowReactive(new Map<string, BoundCommand>())

  constructor(private readonly keys: Readonly<Record<string, string>>) {}

  /** Adds commands; an id or a shortcut that is taken is a bug. Returns the function that removes them. */
  register(commands: readonly Command[]): () => void {
    for (const command of commands) {
      if (this.byId.has(command.id)) throw new Error(`command ${command.id} is registered twice`)
      const shortcut = this.keys[command.id]
      const rival = this.all().find((other) => shortcut !== undefined && other.shortcut === shortcut)
      if (rival !== undefined) throw new Error(`${command.id} and ${rival.id} share ${shortcut}`)
      this.byId.set(command.id, { ...command, shortcut })
    }
    return () => {
      for (const { id } of commands) this.byId.delete(id)
    }
  }

  all(): readonly BoundCommand[] {
    return [...this.byId.values()]
  }

  get(id: string): BoundCommand | undefined {
    return this.byId.get(id)
  }

  isEnabled(id: string): boolean {
    const command = this.byId.get(id)
    return command !== undefined && (command.enabled?.() ?? true)
  }

  /** Runs a command that is enabled; says whether it did. */
  run(id: string): boolean {
    const command = this.byId.get(id)
    if (command === undefined || !this.isEnabled(id)) return false
    void command.run()
    return true
  }

  /** The enabled command that a key press means, if any. */
  match(press: KeyPress, isMac: boolean): BoundCommand | undefined {
    return this.all().find(
      ({ id, shortcut }) =>
        shortcut !== undefined && matchesShortcut(shortcut, press, isMac) && this.isEnabled(id),
    )
  }
}

export const commands = new CommandRegistry(shortcuts)

/** Ranks commands by how well their titles answer what was typed: prefix of a word first, then letters in order. */
export function filterCommands<T>(items: readonly T[], titleOf: (item: T) => string, query: string): T[] {
  const wanted = query.trim().toLowerCase()
  if (wanted === '') return [...items]
  const rank = (title: string): number => {
    const text = title.toLowerCase()
    if (text.startsWith(wanted)) return 0
    if (text.split(/\s+/).some((word) => word.startsWith(wanted))) return 1
    if (text.includes(wanted)) return 2
    let at = -1
    for (const letter of wanted) {
      at = text.indexOf(letter, at + 1)
      if (at < 0) return -1
    }
    return 3
  }
  return items
    .map((item) => ({ item, rank: rank(titleOf(item)) }))
    .filter((entry) => entry.rank >= 0)
    .sort((a, b) => a.rank - b.rank)
    .map((entry) => entry.item)
}
