// How long the main process keeps others waiting: starts the built app and prints, for each thing that it does, the
// longest gaps between two turns of main's loop, in milliseconds (a timer asks for one every 4). `node bench/main.mjs
// [--seconds N]` (20 unless told); needs a display.
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { endlessTraining, launch, pressRun, status, writeScript } from './launch.mjs'

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '20' } } })
const watchedMs = Number(values.seconds) * 1000

/** In main: takes down gaps until it is read. */
function watchMain() {
  const seen = []
  let last = performance.now()
  const timer = setInterval(() => {
    const now = performance.now()
    seen.push(now - last)
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
  const gaps = (await app.evaluate(() => globalThis.readGaps())).sort((a, b) => b - a)
  const over = gaps.filter((gap) => gap > 50)
  const told = gaps.slice(0, 5).map((gap) => gap.toFixed(0))
  console.log(`${name.padEnd(32)} longest ${told.join(', ')} ms; over 50: ${over.length} of ${gaps.length}`)
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
