// Every lesson runs headless and prints what it promises; what it promises is what the source documents and the
// book's code print.
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { lessonId, lessonIndex, lessonLocales, parseLesson, sessionSource, type Lesson } from '@shared/lesson'
import { checkLesson } from '@shared/lessonCheck'
import { scriptReference, type ScriptReferenceEntry } from '../worker/script/reference'
import golden from '../worker/testing/golden/steps.json'
import { runScript } from '../worker/testing/runScript'
import documents from './testing/sourceDocuments.json'

const folder = new URL('../../resources/lessons/', import.meta.url)
const files = readdirSync(folder).filter((name) => name.endsWith('.ts'))
const lessons = files.map((name): Lesson => parseLesson(readFileSync(new URL(name, folder), 'utf8')))
const path = lessonIndex(lessons).flatMap((stage) => stage.lessons)

/** The lesson that covers a step. */
function lessonOf(step: number): Lesson {
  return path.find(({ firstStep, lastStep }) => firstStep <= step && step <= lastStep)!
}

/** The words of printed lines without brackets, and with Python's None and class names as the lab prints them. */
function words(lines: readonly string[]): string[] {
  return lines
    .map((line) => line.replaceAll('None', 'null').replace(/<class '__main__\.(\w+)'>/, '$1'))
    .map((line) => line.replaceAll(/variable\(|[()[\],]/g, ' '))
    .flatMap((line) => line.split(/\s+/))
    .filter(Boolean)
}

function isSubsequence(part: readonly string[], whole: readonly string[]): boolean {
  let at = 0
  for (const word of whole) if (word === part[at]) at++
  return at === part.length
}

/** What the lab adds to the book's names. */
const labNames = [
  'print',
  'track',
  'test',
  'assert',
  'assertEqual',
  'progress',
  'showGraph',
  'plot',
  'scatter',
  'contour',
]

const promised = (step: number): string[] => lessonOf(step).expectations.map(({ text }) => text)

describe('every lesson prints what it promises', () => {
  for (const lesson of path) {
    it(`${lessonId(lesson)}: ${lesson.title.en}, and the same numbers again in the Korean session`, async () => {
      const { outcome, state, printed } = await runScript(sessionSource(lesson, 'en'))
      expect(outcome.failure).toBeUndefined()
      expect(checkLesson(lesson, printed).filter(({ ok }) => !ok)).toEqual([])
      expect(state.outputs.filter(({ kind }) => kind === 'test-failed')).toEqual([])
      const again = await runScript(sessionSource(lesson, 'ko'))
      expect(again.outcome.digest).toBe(outcome.digest)
    })
  }

  it('the memory lesson runs in every mode, and each mode keeps less or more than the default', async () => {
    const source = sessionSource(lessonOf(18), 'ko')
    const [standard, retained, unrecorded] = await Promise.all(
      (['default', 'retain-grad', 'no-grad'] as const).map(async (mode) => {
        const { outcome, state } = await runScript(source, { mode })
        expect(outcome.failure).toBeUndefined()
        return state.peak!.total
      }),
    )
    expect(retained).toBeGreaterThan(standard!)
    expect(unrecorded).toBeLessThan(standard!)
  })
})

describe('what the lessons promise', () => {
  it('holds every value that the source documents print', () => {
    for (const { step, printed } of documents) {
      expect(isSubsequence(words(printed), words(promised(step))), `step ${step}`).toBe(true)
    }
  })

  for (const [step, { count, first, last }] of Object.entries(golden.steps)) {
    it(`is what the book's step ${step} prints`, () => {
      if (count === first.length) {
        expect(isSubsequence(words(first), words(promised(Number(step))))).toBe(true)
      } else {
        const known = new Set([...first, ...last])
        const shown = promised(Number(step)).filter((line) => known.has(line))
        expect(shown[0]).toBe(first[0])
        expect(shown[1]).toBe(first[1])
        expect(shown.at(-1)).toBe(last.at(-1))
      }
    })
  }
})

describe('the names of np and of the lab', () => {
  const uses = ({ owner, name }: ScriptReferenceEntry, lesson: Lesson): boolean => {
    const written = owner === '' ? `(?<![\\w.])${name}\\(` : `${owner.replace('.', '\\.')}\\.${name}\\b`
    const code = lesson.cells.flatMap((cell) => (cell.kind === 'code' ? [cell.source] : [])).join('\n')
    return new RegExp(written).test(code)
  }
  const entries = scriptReference().filter(({ owner, name }) => owner !== '' || labNames.includes(name))

  it('lead to the lesson that uses them first, where one does', () => {
    const astray = entries.flatMap((entry) => {
      const first = path.find((lesson) => uses(entry, lesson))
      const given = lessonOf(entry.lesson)
      return first === undefined || first === given
        ? []
        : [`${entry.owner}.${entry.name}: ${first.firstStep}`]
    })
    expect(astray).toEqual([])
  })
})

describe('the lessons as a course', () => {
  it('has every step from 1 to 50 once', () => {
    const steps = path.flatMap(({ firstStep, lastStep }) =>
      Array.from({ length: lastStep - firstStep + 1 }, (_, i) => firstStep + i),
    )
    expect(steps).toEqual(Array.from({ length: 50 }, (_, i) => i + 1))
  })

  it('has files named after their step', () => {
    expect(files).toEqual(lessons.map((lesson) => `${lessonId(lesson)}.ts`))
  })

  const labels = {
    en: ['**Try.**', '**Look.**', '**Exercise.**'],
    ko: ['**해 보기.**', '**살펴보기.**', '**연습.**'],
  }

  for (const lesson of path) {
    it(`${lessonId(lesson)} says in both languages what to try and what to look at, with one exercise and its hint`, () => {
      for (const locale of lessonLocales) {
        const notes = lesson.cells.flatMap((cell) => (cell.kind === 'note' ? [cell.note[locale]] : []))
        const body = notes.map((note) => note.body).join('\n')
        for (const label of labels[locale]) expect(body.split(label), label).toHaveLength(2)
        expect(notes.filter(({ hint }) => hint !== null)).toHaveLength(1)
      }
    })
  }

  it('speaks Korean in its Korean parts, politely, and only there', () => {
    for (const lesson of path) {
      expect(lesson.title.ko === lesson.title.en || /[가-힣]/.test(lesson.title.ko), lesson.title.ko).toBe(
        true,
      )
      expect(sessionSource(lesson, 'en'), lessonId(lesson)).not.toMatch(/[가-힣]/)
      for (const cell of lesson.cells) {
        if (cell.kind === 'code') continue
        const sentences = cell.note.ko.body.replaceAll('\n', ' ').match(/[가-힣]+(?=[.?](?:\s|$))/g) ?? []
        for (const ending of sentences) {
          expect(ending, lessonId(lesson)).toMatch(/(니다|세요|니까|까요|나요|가요|시다|보기|연습)$/)
        }
      }
    }
  })

  it('can be read in a few minutes: no note is longer than 300 words', () => {
    for (const lesson of path) {
      for (const cell of lesson.cells) {
        if (cell.kind === 'note') expect(cell.note.en.body.split(/\s+/).length).toBeLessThan(300)
      }
    }
  })
})
