import { expect, it } from 'vitest'
import { foundLine, wordsOf } from './search'

it('shows the line that has a word which title and tags have not', () => {
  const text = '// 경사 하강법\n  const rate = 0.1\nloss.backward()\n'
  expect(foundLine(text, ['BACKWARD'], 'Regression')).toBe('loss.backward()')
  expect(foundLine(text, ['하강'], 'Regression')).toBe('// 경사 하강법')
  expect(foundLine(text, ['regression', 'rate'], 'Regression')).toBe('const rate = 0.1')
  expect(foundLine(text, ['regression'], 'Regression')).toBeNull()
})

it('shows what was found also in a very long line', () => {
  const line = foundLine(`${'x'.repeat(5000)} needle ${'y'.repeat(5000)}`, ['needle'], '')!
  expect(line).toContain('needle')
  expect(line.startsWith('…x')).toBe(true)
  expect(line.length).toBeLessThan(130)
})

it('takes a query apart into words', () => {
  expect(wordsOf('  a\tb  하강 ')).toEqual(['a', 'b', '하강'])
  expect(wordsOf('   ')).toEqual([])
})
