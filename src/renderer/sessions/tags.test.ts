import { expect, it } from 'vitest'
import { shownTags, writtenTags } from './tags'

it('reads tags between commas of any script, each once, without blanks', () => {
  expect(writtenTags(' optim, , 경사 하강법， optim、x,', [])).toEqual(['optim', '경사 하강법', 'x'])
  expect(writtenTags('', ['old'])).toEqual([])
  expect(writtenTags('x'.repeat(300), [])[0]).toHaveLength(100)
})

it('leaves the tie to a lesson alone, and lets no one make one', () => {
  const tags = ['lesson:step01', 'mine']
  expect(shownTags(tags)).toEqual(['mine'])
  expect(writtenTags('yours, lesson:step02', tags)).toEqual(['lesson:step01', 'yours'])
})
