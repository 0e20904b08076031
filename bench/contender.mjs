// The side of a JavaScript contender: answers requests for rows, one JSON line each, as book.py does.
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

/**
 * Serves until the input ends.
 * @param {string} versions what is being measured
 * @param {(kind: string, ...args: string[]) => Promise<(() => unknown) | null>} prepare a row's work, run once for one
 *   measurement; its number tells that all contenders computed the same, or a function that reads this number out, which
 *   is not measured. null: this contender has no such row.
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
        if (prepared?.row !== row) {
          const peak = peakMemory()
          prepared = { row, peak, run: await prepare(...row.split(' ')) }
        }
        answer = prepared.run === null ? { missing: true } : await measure(prepared, milliseconds)
      }
    } catch (error) {
      answer = { failed: String(error?.message ?? error).split('\n')[0] }
    }
    process.stdout.write(`${JSON.stringify(answer)}\n`)
  }
}

/**
 * Bytes that the process took at most, from its start to now. Linux counts in what getrusage tells the pages of the
 * process that started this one; what it says in /proc is this one's alone.
 */
function peakMemory() {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]) * 1024
}

async function measure({ run, peak }, milliseconds) {
  const times = []
  const end = performance.now() + milliseconds
  let check
  do {
    const start = performance.now()
    check = run()
    if (check instanceof Promise) check = await check
    times.push(performance.now() - start)
    if (typeof check === 'function') check = check()
  } while (performance.now() < end)
  const memory = peakMemory()
  return { times, check, memory, growth: memory - peak }
}
