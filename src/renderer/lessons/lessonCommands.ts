// The commands of the lessons: along the path, back to the original, and where the list is.
import type { Lesson } from '@shared/lesson'
import { translate } from '../i18n'
import { useSessions } from '../sessions/sessionStore'
import type { Command } from '../ui/commands'
import { useNotices } from '../ui/notices'
import { useSettings } from '../ui/settings'
import { useLessons } from './lessonStore'

/** @param isIdle nothing is computed: going on would stop it */
export function createLessonCommands(isIdle: () => boolean): readonly Command[] {
  const lessons = useLessons()
  const sessions = useSessions()
  const notices = useNotices()
  const { values: settings } = useSettings()

  const guard = async (action: () => Promise<void>): Promise<void> => {
    try {
      await action()
    } catch (thrown) {
      notices.tellFailure(thrown, () => translate('sessions.failed'))
    }
  }
  const open = (lesson: Lesson | null): Promise<void> =>
    lesson === null ? Promise.resolve() : guard(() => lessons.open(lesson))
  return [
    {
      id: 'next-lesson',
      title: 'lessons.next',
      enabled: () => isIdle() && lessons.next !== null,
      run: () => open(lessons.next),
    },
    {
      id: 'previous-lesson',
      title: 'lessons.previous',
      enabled: () => isIdle() && lessons.previous !== null,
      run: () => open(lessons.previous),
    },
    {
      id: 'restore-lesson',
      title: 'lessons.restoreLong',
      enabled: () => lessons.current !== null && !sessions.isReadOnly,
      run: lessons.restore,
    },
    {
      id: 'lesson-beside',
      title: 'lessons.besideCommand',
      enabled: isIdle,
      run: async () => {
        if (lessons.isBeside) lessons.closeBeside()
        else await guard(lessons.moveBeside)
      },
    },
    {
      id: 'toggle-notes',
      title: 'lessons.toggleNotes',
      enabled: () => lessons.current !== null,
      run: () => void (settings.notesOpen = !settings.notesOpen),
    },
    ...(['sessions', 'lessons'] as const).map((tab): Command => ({
      id: `show-${tab}`,
      title: `command.show.${tab}`,
      run: () => {
        settings.sidebarOpen = true
        settings.sidebarTab = tab
      },
    })),
  ]
}
