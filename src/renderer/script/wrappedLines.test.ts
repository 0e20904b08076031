import { expect, test } from 'vitest'
import { columnsBeforeContinuation } from './wrappedLines'

test.each([
  ['const W = 1', 2],
  ['    W.cleargrad()', 6],
  ['', 2],
  ['// Press Run all', 3],
  ['  //no space', 4],
  [' '.repeat(40) + 'f()', 16],
])('%j goes on after %d columns', (line, columns) => {
  expect(columnsBeforeContinuation(line)).toBe(columns)
})
