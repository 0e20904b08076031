// The sessions of a fresh profile: plain scripts, each with its title in a first line `// title: …`.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface ExampleSession {
  readonly title: string
  readonly source: string
}

/** Reads the scripts of a folder in the order of their names. */
export function readExampleSessions(folder: string): ExampleSession[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => parseExampleSession(name, readFileSync(join(folder, name), 'utf8')))
}

/** Takes the title line off. */
export function parseExampleSession(name: string, text: string): ExampleSession {
  const match = /^\/\/ title: (.+)\r?\n/.exec(text)
  if (match === null) throw new Error(`example session ${name}: the first line must be "// title: …"`)
  return { title: match[1]!, source: text.slice(match[0].length) }
}
