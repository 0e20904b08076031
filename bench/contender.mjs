// The side of a JavaScript contender: answers requests for rows, one JSON line each, as book.py does.
import { createInterface } from 'node:readline'

/**
 * Serves until the input ends.
 * @param {string} versions what is being measured
 * @param {(kind: string, ...args: string[]) => Promise<(() => unknown) | null>} prepare a row's work, run once for one
 *   measurement; its number tells that all contenders computed the same. null: this contender has no such row.
 */
export async function serve(versions, prepare) {
  let prepared = null
  for await (const line of createInterface({ input: process.stdin })) {
    const { row, milliseconds } = JSON.parse(line)
    let answer
    try {
      if (row === 'versions') {
        answer = { versions }
      } else {
        if (prepared?.row !== row) prepared = { row, run: await prepare(...row.split(' ')) }
        answer = prepared.run === null ? { missing: true } : await measure(prepared.run, milliseconds)
      }
    } catch (error) {
      answer = { failed: String(error?.message ?? error).split('\n')[0] }
    }
    process.stdout.write(`${JSON.stringify(answer)}\n`)
  }
}

async function measure(run, milliseconds) {
  const times = []
  const end = performance.now() + milliseconds
  let check
  do {
    const start = performance.now()
    check = run()
    if (check instanceof Promise) check = await check
    times.push(performance.now() - start)
  } while (performance.now() < end)
  return { times, check, memory: process.resourceUsage().maxRSS * 1024 }
}
