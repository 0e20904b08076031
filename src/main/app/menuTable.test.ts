import { expect, it } from 'vitest'
import { acceleratorOf, menuLocaleOf, menuTable } from './menuTable'

it('the menu names each command once and has a label in every language', () => {
  const entries = menuTable.flatMap((group) => group.entries).filter((entry) => entry !== 'separator')
  const names = entries.map((entry) => ('command' in entry ? entry.command : entry.role))
  expect(new Set(names).size).toBe(names.length)
  for (const { label } of [...entries, ...menuTable]) {
    expect(label.en).not.toBe('')
    expect(label.ko).not.toBe('')
  }
})

it("the menu shows a command's keys in the system's words", () => {
  expect(acceleratorOf('run-all')).toBe('CmdOrCtrl+Enter')
  expect(acceleratorOf('replay-back-line')).toBe('CmdOrCtrl+Alt+Up')
  expect(acceleratorOf('stop')).toBe('Esc')
  expect(acceleratorOf('compare-modes')).toBeUndefined()
})

it('the menu speaks Korean to Korean systems and English to all others', () => {
  expect(['ko', 'ko-KR', 'KO', 'en-GB', 'ja', ''].map(menuLocaleOf)).toEqual([
    'ko',
    'ko',
    'ko',
    'en',
    'en',
    'en',
  ])
})
