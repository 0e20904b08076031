// The sessions of a fresh profile: scripts with titles and notes in both languages, of which one is taken.
import { type LessonLocale, parseBilingualScript, scriptIn } from '@shared/lesson'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface ExampleSession {
  readonly title: string
  readonly source: string
}

/** Reads the scripts of a folder in the order of their names. */
export function readExampleSessions(folder: string, locale: LessonLocale): ExampleSession[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => {
      const script = parseBilingualScript(readFileSync(join(folder, name), 'utf8'))
      return { title: script.title[locale], source: scriptIn(script, locale) }
    })
}
