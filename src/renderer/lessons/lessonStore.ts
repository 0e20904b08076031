// The lessons: which there are, which one the open session belongs to, and what its run has reproduced.
import {
  type Lesson,
  lessonId,
  lessonIndex,
  lessonLocales,
  parseLesson,
  searchLessons,
  sessionSource,
  stepLabel,
} from '@shared/lesson'
import { checkLesson } from '@shared/lessonCheck'
import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import { sessionService } from '../platform/services'
import { useRun } from '../run/runStore'
import { useSessions } from '../sessions/sessionStore'
import { useSettings } from '../ui/settings'

const files = import.meta.glob<string>('../../../resources/lessons/*.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
})
const stages = lessonIndex(Object.values(files).map(parseLesson))
const lessons = stages.flatMap((stage) => stage.lessons)
const tagOf = (lesson: Lesson): string => `lesson:${lessonId(lesson)}`

export const useLessons = defineStore('lessons', () => {
  const sessions = useSessions()
  const run = useRun()
  const { values: settings } = useSettings()
  const query = ref('')

  /** The stages with the lessons that answer the search. */
  const found = computed(() => {
    const matching = new Set(searchLessons(lessons, query.value, settings.locale))
    return stages
      .map((stage) => ({ ...stage, lessons: stage.lessons.filter((lesson) => matching.has(lesson)) }))
      .filter((stage) => stage.lessons.length > 0)
  })

  /** The lesson that the open session was made from. */
  const current = computed(
    () => lessons.find((lesson) => sessions.current?.tags.includes(tagOf(lesson))) ?? null,
  )
  /** The lessons before and after one on the path. */
  function neighboursOf(lesson: Lesson | null): { previous: Lesson | null; next: Lesson | null } {
    const at = lesson === null ? -1 : lessons.indexOf(lesson)
    if (at < 0) return { previous: null, next: null }
    return { previous: lessons[at - 1] ?? null, next: lessons[at + 1] ?? null }
  }
  const next = computed(() => neighboursOf(current.value).next)
  const previous = computed(() => neighboursOf(current.value).previous)

  const isBeside = computed(() => settings.besideLesson !== '')
  /** The lesson to read beside a session: the one that was chosen, else the first. */
  const beside = computed(
    () => lessons.find((lesson) => lessonId(lesson) === settings.besideLesson) ?? lessons[0]!,
  )
  function readBeside(lesson: Lesson): void {
    settings.besideLesson = lessonId(lesson)
    settings.rightTab = 'lesson'
  }
  function closeBeside(): void {
    settings.besideLesson = ''
    if (settings.rightTab === 'lesson') settings.rightTab = 'graph'
  }

  /** Puts the open lesson beside the session of one's own that was used last; a new one where there is none. */
  async function moveBeside(): Promise<void> {
    const lesson = current.value
    if (lesson !== null) {
      const everything = await sessionService.listSessions()
      const own = everything.find(({ tags }) => !tags.some((tag) => tag.startsWith('lesson:')))
      if (own !== undefined) await sessions.open(own.id)
      else if (!sessions.isReadOnly) await sessions.create()
    }
    readBeside(lesson ?? lastStarted() ?? lessons[0]!)
  }
  const lastStarted = (): Lesson | null =>
    lessons.find((lesson) => lessonId(lesson) === settings.lessonsStarted.at(-1)) ?? null

  /** The lesson's expectations against what the shown run printed; null without a lesson or a finished run. */
  const check = computed(() => {
    if (current.value === null || current.value.expectations.length === 0) return null
    if (run.isBusy || run.shown === null || run.trace.end === null) return null
    const printed = run.trace.outputs.filter(({ kind }) => kind === 'print').map(({ text }) => text)
    return checkLesson(current.value, printed)
  })
  watch(check, (checked) => {
    if (checked === null || current.value === null || !checked.every(({ ok }) => ok)) return
    const id = lessonId(current.value)
    if (!settings.lessonsDone.includes(id)) settings.lessonsDone = [...settings.lessonsDone, id]
  })

  const isDone = (lesson: Lesson): boolean => settings.lessonsDone.includes(lessonId(lesson))
  /** Opened at some time, whether finished or not. */
  const isStarted = (lesson: Lesson): boolean => settings.lessonsStarted.includes(lessonId(lesson))
  const doneCount = computed(() => lessons.filter(isDone).length)

  /** The lesson that covers a step of the book; null when none does. */
  const ofStep = (step: number): Lesson | null =>
    lessons.find(({ firstStep, lastStep }) => firstStep <= step && step <= lastStep) ?? null

  /**
   * Opens the session of a lesson with the view that it names first; the first time the session is made, fresh. Where
   * none can be made, the lesson is read beside the session that is open.
   */
  async function open(lesson: Lesson): Promise<void> {
    const everything = await sessionService.listSessions()
    const made = everything.find(({ tags }) => tags.includes(tagOf(lesson)))
    if (made !== undefined) await sessions.open(made.id)
    else if (sessions.isReadOnly) {
      readBeside(lesson)
      return
    } else
      await sessions.create({
        title: `${stepLabel(lesson)}. ${lesson.title[settings.locale]}`,
        source: sessionSource(lesson, settings.locale),
        tags: [tagOf(lesson)],
      })
    const id = lessonId(lesson)
    if (!settings.lessonsStarted.includes(id)) settings.lessonsStarted = [...settings.lessonsStarted, id]
    settings.rightTab = lesson.panels[0] ?? settings.rightTab
  }

  /** The text of the open lesson is no longer the one that it began with, in whatever language that was. */
  const isChanged = computed(() => {
    const lesson = current.value
    return lesson !== null && lessonLocales.every((locale) => sessions.text !== sessionSource(lesson, locale))
  })
  /** Puts the first text back, in the present language; undo brings one's own back. */
  function restore(): void {
    if (current.value !== null) sessions.edit(sessionSource(current.value, settings.locale))
  }

  return {
    count: lessons.length,
    query,
    found,
    current,
    next,
    previous,
    neighboursOf,
    isBeside,
    beside,
    readBeside,
    moveBeside,
    closeBeside,
    check,
    isChanged,
    doneCount,
    isDone,
    isStarted,
    ofStep,
    open,
    restore,
  }
})
