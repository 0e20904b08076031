import { expect, test } from 'vitest'
import { codeLines } from './codePieces'

test('a script keeps its text line by line, and its words have colours', () => {
  const source = "// a note\nconst x = square('two')\n\nreturn x\n"
  const lines = codeLines(source)
  expect(lines.map((line) => line.map(({ text }) => text).join('')).join('\n')).toBe(source)
  const colourOf = (word: string) => lines.flat().find(({ text }) => text === word)?.color
  expect(colourOf('const')).toBe('var(--code-keyword)')
  expect(colourOf("'two'")).toBe('var(--code-string)')
  expect(colourOf('// a note')).toBe('var(--code-comment)')
})
