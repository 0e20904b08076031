// What became of imported files, in words: one notice for all of them. Knows no store.
import type { ImportResult } from '@shared/fileApi'
import { translate } from '../i18n'
import { failureHint, failureMessage } from '../ui/failureText'

/** Files whose names stand beside a reason; the others are counted. */
const mostNames = 3

export const isSessionFile = ({ name }: { readonly name: string }): boolean => /\.(dzlab|ipynb)$/i.test(name)

/** How many sessions came in, and how many files did not. */
export function importedText({ sessions, refused }: ImportResult): string {
  const [first] = sessions
  const [broken] = refused
  const lines: string[] = []
  if (first !== undefined)
    lines.push(
      sessions.length === 1
        ? translate('files.imported', { title: first.title })
        : translate('files.importedMany', { count: sessions.length }),
    )
  if (broken !== undefined)
    lines.push(
      refused.length === 1
        ? translate('files.refused', { file: broken.file, reason: failureMessage(broken.failure) })
        : translate('files.refusedMany', { count: refused.length }),
    )
  return lines.join('\n')
}

/** What to do about a refused file; of several, which of them were refused for which reason, a line each. */
export function importHint({ refused }: ImportResult): string {
  const [first] = refused
  if (first === undefined) return ''
  if (refused.length === 1) return failureHint(first.failure)
  const files = new Map<string, string[]>()
  for (const { file, failure } of refused) {
    const reason = failureMessage(failure)
    files.set(reason, [...(files.get(reason) ?? []), file])
  }
  return [...files].map(([reason, names]) => `• ${namesOf(names)}: ${reason}`).join('\n')
}

function namesOf(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).join(', ')
  const more = names.length - mostNames
  return more > 0 ? translate('files.andMore', { files: shown, count: more }) : shown
}
