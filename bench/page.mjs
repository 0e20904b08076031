// Puts figures into this folder's README, between the marks that carry their name.
import { readFileSync, writeFileSync } from 'node:fs'

const page = new URL('README.md', import.meta.url)

/** @throws Error when the page has no such marks */
export function writeIntoPage(mark, markdown) {
  const [start, end] = [`<!-- ${mark} -->\n`, `\n<!-- /${mark} -->`]
  const text = readFileSync(page, 'utf8')
  const [from, to] = [text.indexOf(start) + start.length, text.indexOf(end)]
  if (from < start.length || to < from) throw new Error(`bench/README.md has no marks for ${mark}`)
  writeFileSync(page, `${text.slice(0, from)}${markdown.trim()}${text.slice(to)}`)
}
