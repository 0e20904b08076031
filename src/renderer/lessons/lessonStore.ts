// The lessons: which there are, which one the open session belongs to, and what its run has reproduced.
import { type Lesson, lessonId, lessonIndex, parseLesson, sessionSource, stepLabel } from '@shared/lesson'
import { checkLesson } from '@shared/lessonCheck'
import { defineStore } from 'pinia'
import { computed, watch } from 'vue'
import { useRun } from '../run/runStore'
import { useSessions } from '../sessions/sessionStore'
import { useSettings } from '../ui/settings'

const files = import.meta.glob<string>('../../../resources/lessons/*.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
})
const lessons = Object.values(files).map(parseLesson)
const stages = lessonIndex(lessons)
const tagOf = (lesson: Lesson): string => `lesson:${lessonId(lesson)}`

export const useLessons = defineStore('lessons', () => {
  const sessions = useSessions()
  const run = useRun()
  const { values: settings } = useSettings()

  /** The lesson that the open session was made from. */
  const current = computed(
    () => lessons.find((lesson) => sessions.current?.tags.includes(tagOf(lesson))) ?? null,
  )
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

  /** Opens the session of a lesson; the first time it is made, fresh. */
  async function open(lesson: Lesson): Promise<void> {
    const [panel] = lesson.panels
    if (panel !== undefined) settings.rightTab = panel
    const made = sessions.list.find(({ tags }) => tags.includes(tagOf(lesson)))
    if (made !== undefined) await sessions.open(made.id)
    else
      await sessions.create({
        title: `${stepLabel(lesson)}. ${lesson.title[settings.locale]}`,
        source: sessionSource(lesson, settings.locale),
        tags: [tagOf(lesson)],
      })
  }

  return { stages, current, check, isDone, open }
})
