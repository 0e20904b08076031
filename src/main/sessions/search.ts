// Searching sessions: what was typed, as words, and where a text has them. Must not know the database.

/** Longest piece of a line that is shown, and how much of it stands before what was found. In characters. */
const longestFound = 120
const longestBefore = 16

/** The words of a query, each to be found somewhere. */
export function wordsOf(query: string): string[] {
  return query.split(/\s+/).filter((word) => word !== '')
}

/**
 * The first line of a text that has one of the words which the session's title and tags have not, cut to what can be
 * shown; null when they have all of them.
 */
export function foundLine(text: string, words: readonly string[], titleAndTags: string): string | null {
  const known = titleAndTags.toLowerCase()
  const sought = words.map((word) => word.toLowerCase()).filter((word) => !known.includes(word))
  if (sought.length === 0) return null
  for (const line of text.split('\n')) {
    const lower = line.toLowerCase()
    const word = sought.find((one) => lower.includes(one))
    if (word !== undefined) return cut(line, lower.indexOf(word))
  }
  return null
}

function cut(line: string, at: number): string {
  const start = at > longestBefore ? at - longestBefore : 0
  const piece = line.slice(start).trim().slice(0, longestFound)
  return start === 0 ? piece : `…${piece}`
}
