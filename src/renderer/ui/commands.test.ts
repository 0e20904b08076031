import { describe, expect, it } from 'vitest'
import { CommandRegistry, filterCommands } from './commands'
import { matchesShortcut, toShortcutLabel } from './shortcut'

const press = (
  key: string,
  held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {},
) => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

describe('command registry', () => {
  it('runs the enabled command of a shortcut and nothing when it is disabled', () => {
    const registry = new CommandRegistry({ 'run.all': 'Mod+Enter' })
    let enabled = true
    let runs = 0
    registry.register([
      {
        id: 'run.all',
        title: 'run.all',
        enabled: () => enabled,
        run: () => void runs++,
      },
    ])
    const key = press('Enter', { ctrlKey: true })
    expect(registry.match(key, false)?.id).toBe('run.all')
    expect(registry.run('run.all')).toBe(true)
    enabled = false
    expect(registry.match(key, false)).toBeUndefined()
    expect(registry.run('run.all')).toBe(false)
    expect(runs).toBe(1)
  })

  it('refuses a taken id and a taken shortcut', () => {
    const registry = new CommandRegistry({ a: 'F1', b: 'F1' })
    const run = () => undefined
    registry.register([{ id: 'a', title: 'run.all', run }])
    expect(() => registry.register([{ id: 'a', title: 'run.all', run }])).toThrow('twice')
    expect(() => registry.register([{ id: 'b', title: 'run.all', run }])).toThrow('share F1')
  })

  it('forgets commands of a part that went away', () => {
    const registry = new CommandRegistry({})
    registry.register([{ id: 'a', title: 'run.all', run: () => undefined }])()
    expect(registry.all()).toEqual([])
  })
})

describe('shortcuts', () => {
  it('takes Command on a Mac and Control elsewhere, and no stray modifiers', () => {
    expect(matchesShortcut('Mod+Enter', press('Enter', { metaKey: true }), true)).toBe(true)
    expect(matchesShortcut('Mod+Enter', press('Enter', { ctrlKey: true }), true)).toBe(false)
    expect(matchesShortcut('Mod+Enter', press('Enter', { ctrlKey: true, altKey: true }), false)).toBe(false)
    expect(matchesShortcut('F10', press('F10', { shiftKey: true }), false)).toBe(false)
  })

  it('finds letters by their place when another alphabet is active', () => {
    const korean = { ...press('ㅔ', { ctrlKey: true, shiftKey: true }), code: 'KeyP' }
    expect(matchesShortcut('Mod+Shift+P', korean, false)).toBe(true)
  })

  it('lets signs be typed with or without shift', () => {
    expect(matchesShortcut('Mod+=', press('=', { ctrlKey: true }), false)).toBe(true)
    expect(matchesShortcut('Mod+-', press('-', { ctrlKey: true }), false)).toBe(true)
  })

  it('prints them as the keyboard does', () => {
    expect(toShortcutLabel('Mod+Shift+P', false)).toBe('Ctrl+Shift+P')
    expect(toShortcutLabel('Mod+Shift+P', true)).toBe('⌘⇧P')
    expect(toShortcutLabel('Mod+Alt+ArrowRight', false)).toBe('Ctrl+Alt+→')
    expect(toShortcutLabel('Alt+PageDown', true)).toBe('⌥⇟')
  })
})

describe('palette search', () => {
  it('puts beginnings before insides before scattered letters, and drops the rest', () => {
    const titles = ['Rerun', 'Save version', 'Run all', 'Show run list', 'Reunite new']
    expect(filterCommands(titles, (title) => title, 'run')).toEqual([
      'Run all',
      'Show run list',
      'Rerun',
      'Reunite new',
    ])
  })
})
