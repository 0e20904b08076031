// Tags as a person sees and writes them. Knows neither the window nor the store.

/** Tags with this beginning tie a session to its lesson; they are no one's to see or to change. */
const ownPrefix = 'lesson:'
/** What the store takes. */
const longestTag = 100
const mostTags = 100

/** The tags that the person gave. */
export function shownTags(tags: readonly string[]): string[] {
  return tags.filter((tag) => !tag.startsWith(ownPrefix))
}

/** The tags after the person wrote `text`, words separated by commas; those that are not shown stay. */
export function writtenTags(text: string, before: readonly string[]): string[] {
  const own = before.filter((tag) => tag.startsWith(ownPrefix))
  const written = text
    .split(/[,，、\n]/)
    .map((tag) => tag.trim().slice(0, longestTag))
    .filter((tag) => tag !== '' && !tag.startsWith(ownPrefix))
  return [...new Set([...own, ...written])].slice(0, mostTags)
}

/** The tags of all `sessions` that `text` does not name yet, the most used first. */
export function unusedTags(
  text: string,
  sessions: readonly { readonly tags: readonly string[] }[],
): string[] {
  const written = new Set(writtenTags(text, []))
  const counts = new Map<string, number>()
  for (const tag of sessions.flatMap(({ tags }) => shownTags(tags))) {
    if (!written.has(tag)) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([tag]) => tag)
}

/** `text` with one more tag. */
export const withTag = (text: string, tag: string): string => [...writtenTags(text, []), tag].join(', ')
