// A table of scripts: what each prints, or where and with which words it fails.
import { expect, test } from 'vitest'
import { runScript } from './runScript'

/** Title, script, printed lines. */
export type Printing = readonly [title: string, source: string, printed: readonly string[]]

/** Title, script, `line:column` or only `line`, part of the message or hint, lines printed before. */
export type Failing = readonly [
  title: string,
  source: string,
  at: string,
  words: string,
  printed?: readonly string[],
]

type Rest = readonly [source: string, at: string, words: string, printed?: readonly string[]]

export function testPrinting(cases: readonly Printing[]): void {
  test.each(cases)('%s', async (_title, source, printed) => {
    const ran = await runScript(source)
    expect(ran.failure).toBeUndefined()
    expect(ran.printed).toEqual(printed)
  })
}

export function testFailing(cases: readonly Failing[]): void {
  test.each(cases)('%s', async (_title, ...one) => {
    const [source, at, words, printed = []] = one as unknown as Rest
    const { failure, printed: lines } = await runScript(source)
    expect(failure).toBeDefined()
    expect(`${failure!.message} | ${failure!.hint ?? ''}`).toContain(words)
    const { line, column } = failure!.at!
    expect(at.includes(':') ? `${line}:${column}` : String(line)).toBe(at)
    expect(lines).toEqual(printed)
  })
}
