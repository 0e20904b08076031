import { expect, it } from 'vitest'
import { shownTags, unusedTags, withTag, writtenTags } from './tags'

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

it('offers the tags of other sessions, the most used first, without those that are written or not shown', () => {
  const sessions = [{ tags: ['a', 'b', 'lesson:3'] }, { tags: ['b', 'c'] }, { tags: ['b', 'c', '주차'] }]
  expect(unusedTags('', sessions)).toEqual(['b', 'c', 'a', '주차'])
  expect(unusedTags('c, a', sessions)).toEqual(['b', '주차'])
})

it('adds an offered tag to what is written', () => {
  expect(withTag('', 'b')).toBe('b')
  expect(withTag('a ,, x', 'b')).toBe('a, x, b')
})
