// How long the main process keeps others waiting: starts the built app and prints, for each thing that it does, the
// longest gaps between two turns of main's loop, in milliseconds (a timer asks for one every 4), and what they are made
// of, as Linux tells: `computing` had a processor, `asleep` waited for something, the disk above all (up to 4 are the
// timer's). The rest of a gap is other programs'. `node bench/main.mjs [--seconds N]` (20 unless told); needs a display.
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { endlessTraining, launch, pressRun, status, writeScript } from './launch.mjs'

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '20' } } })
const watchedMs = Number(values.seconds) * 1000

/** In main: takes down gaps until it is read. */
function watchMain() {
  const fs = process.mainModule.require('node:fs')
  const look = () => {
    // Of the main thread: nanoseconds that it had a processor, and that it waited for one.
    const [computing, waiting] = fs.readFileSync('/proc/self/schedstat', 'utf8').split(' ')
    return { at: performance.now(), computing: computing / 1e6, waiting: waiting / 1e6 }
  }
  const seen = []
  let last = look()
  const timer = setInterval(() => {
    const now = look()
    const gap = now.at - last.at
    const computing = now.computing - last.computing
    seen.push({ gap, computing, asleep: gap - computing - (now.waiting - last.waiting) })
    last = now
  }, 4)
  globalThis.readGaps = () => {
    clearInterval(timer)
    return seen
  }
}

const { app, page, close } = await launch()

async function measure(name, during) {
  await app.evaluate(watchMain)
  await during()
  const seen = await app.evaluate(() => globalThis.readGaps())
  const told = (what) => {
    const sorted = seen.map((one) => one[what]).sort((a, b) => b - a)
    const over = sorted.filter((ms) => ms > 50).length
    const longest = sorted.slice(0, 4).map((ms) => ms.toFixed(0))
    return `${what} ${longest.join(', ')} (${over} over 50)`
  }
  console.log(`${name.padEnd(28)} ${['gap', 'computing', 'asleep'].map(told).join('; ')}; of ${seen.length}`)
}

const wait = () => page.waitForTimeout(watchedMs)

try {
  await wait()
  await measure('nothing', wait)
  await writeScript(page, endlessTraining)
  await pressRun(page)
  await status(page).filter({ hasText: 'Running' }).waitFor()
  await measure('a training is kept', wait)
  await measure('a training is kept, later', wait)
  await measure('stopped, the session again', async () => {
    await page.getByRole('button', { name: 'Stop', exact: true }).click()
    await status(page).filter({ hasText: 'Stopped' }).waitFor()
    await page.waitForTimeout(3000)
  })
  console.log(`load ${loadavg()[0].toFixed(1)}`)
} finally {
  await close()
}
