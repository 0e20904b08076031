// Whatever names a command, names one that exists, and every command has a title in every language.
import { shortcuts } from '@shared/shortcuts'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createPinia, setActivePinia } from 'pinia'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { menuTable } from '../main/app/menuTable'
import { en } from './i18n/en'
import { ko } from './i18n/ko'
import { type Command, CommandRegistry } from './ui/commands'

let commands: readonly Command[] = []
let ids: ReadonlySet<string> = new Set()

beforeAll(async () => {
  vi.stubGlobal('window', { lab: { boot: { platform: 'linux', locale: 'en', memoryBytes: 2 ** 33 } } })
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined }))
  setActivePinia(createPinia())
  const { createAppCommands } = await import('./appCommands')
  const nothing = () => undefined
  commands = createAppCommands({
    openPalette: nothing,
    openHelp: nothing,
    openSettings: nothing,
    openRunOptions: nothing,
    maximise: nothing,
    findInOutput: () => Promise.resolve(),
    openVersion: nothing,
    focusEditor: nothing,
    goToRegion: nothing,
    goToProblem: nothing,
    toggleTurns: nothing,
    caretLine: () => 1,
  })
  ids = new Set(commands.map(({ id }) => id))
})

const unknown = (names: Iterable<string>): string[] => [...names].filter((name) => !ids.has(name))

/** The names of commands that components write down, by the ways in which they ask for one. */
function namesInComponents(): string[] {
  const root = import.meta.dirname
  const ways = [
    /commands\.(?:run|get|isEnabled)\('([\w-]+)'\)/g,
    /(?:titleOf|nameOf)\('([\w-]+)'\)/g,
    /withKeys\(.*, '([\w-]+)'\)/g,
    /[^:]command(?:=|: )["']([\w-]+)["']/g,
  ]
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.vue'))
    .map((path) => readFileSync(join(root, path), 'utf8'))
    .flatMap((text) => ways.flatMap((way) => [...text.matchAll(way)]))
    .map((match) => match[1]!)
}

describe('commands', () => {
  it('can be registered together: no id and no shortcut is taken twice', () => {
    expect(() => new CommandRegistry(shortcuts).register(commands)).not.toThrow()
  })
  it('have a title in every language', () => {
    for (const { id, title } of commands) {
      expect([id, en[title]]).toEqual([id, expect.stringMatching(/\S/)])
      expect([id, ko[title]]).toEqual([id, expect.stringMatching(/\S/)])
    }
  })
  it('exist for every shortcut', () => {
    expect(unknown(Object.keys(shortcuts))).toEqual([])
  })
  it('exist for every entry of the menu', () => {
    const entries = menuTable.flatMap(({ entries }) => entries)
    expect(
      unknown(
        entries.flatMap((entry) => (typeof entry === 'object' && 'command' in entry ? [entry.command] : [])),
      ),
    ).toEqual([])
  })
  it('exist wherever a component asks for one', () => {
    const names = namesInComponents()
    expect(names).toEqual(
      expect.arrayContaining(['run-all', 'settings', 'replay-play', 'zoom-in', 'replay-back']),
    )
    expect(unknown(names)).toEqual([])
  })
})
