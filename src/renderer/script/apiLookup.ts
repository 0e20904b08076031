// Which names of the script API a place of the text means. Pure; knows neither editor nor engine.
import type { ApiEntry } from '@shared/engineApi'
import { type Member, membersOfValues } from './members'

/** One thing that completion offers and hover explains. */
export type Named = Pick<ApiEntry, 'name' | 'signature' | 'doc' | 'lesson'> & {
  readonly kind: ApiEntry['kind'] | Member['kind']
  readonly owner: ApiEntry['owner'] | 'value'
}

/** The path before a name: `np.random` in `np.random.ra`, `''` in `ra`, null after the dot of something else. */
export function ownerBefore(before: string): string | null {
  const match = /((?:[\p{L}_$][\p{L}\p{N}_$]*\.)*)[\p{L}\p{N}_$]*$/u.exec(before)
  const path = match?.[1] ?? ''
  const start = before.length - (match?.[0].length ?? 0)
  // A number's dot, or the dot after a call or an index: `3.`, `f(x).`, `a[0].`
  const isAfterDot =
    before[start - 1] === '.' || (path === '' && /[\])}"'`\d]\.$/.test(before.slice(0, start)))
  if (isAfterDot) return null
  return path === '' ? '' : path.slice(0, -1)
}

/** What may stand after the path: the functions of a namespace, the members of a value, or the names in scope. */
export function namesAfter(entries: readonly ApiEntry[], path: string | null): readonly Named[] {
  if (path === '' || path === 'np.random') return entries.filter(({ owner }) => owner === path)
  if (path === 'np') {
    const random = { name: 'random', signature: 'np.random', doc: randomDoc, lesson: 1 } as const
    return [...entries.filter(({ owner }) => owner === 'np'), { ...random, kind: 'namespace', owner: 'np' }]
  }
  if (path === 'F') return entries.filter(isFunctionOfVariables)
  if (path !== null && foreign.has(path)) return []
  return membersOfValues(entries).map((member) => ({ ...member, owner: 'value' as const }))
}
const randomDoc = "Random numbers, bit for bit those of NumPy's RandomState."
const foreign = new Set(['Math', 'Config', 'JSON', 'Object', 'Array', 'Number', 'String', 'console'])

function isFunctionOfVariables({ owner, kind, method, name }: ApiEntry): boolean {
  return owner === '' && kind === 'function' && (method || name === 'concatenate')
}

/** What the word means that begins after `before`; null when it is no name of the API. */
export function meaningOf(entries: readonly ApiEntry[], before: string, word: string): Named | null {
  return namesAfter(entries, ownerBefore(before)).find(({ name }) => name === word) ?? null
}
