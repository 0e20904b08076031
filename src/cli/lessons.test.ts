// Every lesson is run headless and prints what it promises, and what it promises is what the book's code prints.
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkLesson, lessonId, lessonIndex, parseLesson, sessionSource, type Lesson } from '@shared/lesson'
import { runScript } from '../worker/testing/runScript'

const folder = new URL('../../resources/lessons/', import.meta.url)
const lessons: Lesson[] = readdirSync(folder)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => parseLesson(readFileSync(new URL(name, folder), 'utf8')))

describe('every lesson prints what it promises', () => {
  for (const { lessons: stage } of lessonIndex(lessons)) {
    for (const lesson of stage) {
      it(lessonId(lesson), async () => {
        const { outcome, printed } = await runScript(sessionSource(lesson, 'en'))
        expect(outcome.failure).toBeUndefined()
        const checked = checkLesson(lesson, printed)
        expect(checked.filter(({ ok }) => !ok)).toEqual([])
      })
    }
  }
})
