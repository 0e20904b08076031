// Whether memory stays flat while the built app trains for long: starts it, runs an endless training, reads the memory of
// every process each ten seconds, prints a line a minute, then presses Stop and gives the verdict.
// `node bench/soak.mjs [--minutes N]` (30 unless told); needs a display.
import { readdirSync, statSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { endlessTraining, launch, pressRun, status, writeScript } from './launch.mjs'

const sampleMs = 10_000
const { values } = parseArgs({ options: { minutes: { type: 'string', default: '30' } } })
const minutes = Number(values.minutes)
if (!(minutes > 0)) throw new Error(`--minutes ${values.minutes}: not a number of minutes`)

const collected = 'heap of the window after a collection'
const heapBytes = (page) => page.evaluate(() => performance.memory.usedJSHeapSize)

/** Resident bytes of each process by what it does, and the JavaScript heap of the window. */
async function sample(app, page) {
  const processes = await app.evaluate(({ app: own, webContents }) => {
    const pages = new Map(webContents.getAllWebContents().map((one) => [one.getOSProcessId(), one.getURL()]))
    return own.getAppMetrics().map(({ pid, type, name, memory }) => {
      const url = pages.get(pid)
      const what = url === undefined ? (name ?? type) : url.startsWith('app://lab/') ? 'window' : 'engine'
      return [what, memory.workingSetSize * 1024]
    })
  })
  const bytes = {}
  for (const [what, size] of processes) bytes[what] = (bytes[what] ?? 0) + size
  bytes['all processes'] = processes.reduce((total, [, size]) => total + size, 0)
  bytes['heap of the window'] = await heapBytes(page)
  return bytes
}

/** Bytes of the files below a folder; a file that went away meanwhile counts nothing. */
function diskBytes(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => statSync(join(folder, name), { throwIfNoEntry: false }))
    .reduce((total, file) => total + (file?.isFile() === true ? file.size : 0), 0)
}

/** The slope of a straight line through points, by least squares. */
function slope(points) {
  const mean = (pick) => points.reduce((total, point) => total + pick(point), 0) / points.length
  const [x, y] = [mean(([at]) => at), mean(([, value]) => value)]
  const spread = mean(([at]) => (at - x) ** 2)
  return mean(([at, value]) => (at - x) * (value - y)) / spread
}

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`

const { app, page, profile, close } = await launch()
try {
  await writeScript(page, endlessTraining)
  await pressRun(page)
  await status(page).filter({ hasText: 'Running' }).waitFor()
  const startedAt = Date.now()
  const samples = []
  for (let due = startedAt; due <= startedAt + minutes * 60_000; due += sampleMs) {
    await new Promise((done) => setTimeout(done, Math.max(0, due - Date.now())))
    const word = await status(page).textContent()
    if (word !== 'Running') throw new Error(`the training ended by itself: ${word}`)
    samples.push({ hours: (Date.now() - startedAt) / 3.6e6, bytes: await sample(app, page) })
    samples.at(-1).bytes['files of the profile'] = diskBytes(profile)
    if ((samples.length - 1) % (60_000 / sampleMs) !== 0) continue
    await page.requestGC()
    samples.at(-1).bytes[collected] = await heapBytes(page)
    const figures = await page.locator('.status .figures').textContent()
    const told = Object.entries(samples.at(-1).bytes).map(([what, size]) => `${what} ${megabytes(size)}`)
    console.log([`${(samples.at(-1).hours * 60).toFixed(0)} min`, ...told, figures].join(', '))
  }
  const pressedAt = performance.now()
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await status(page).filter({ hasText: 'Stopped' }).waitFor()
  const stopMs = performance.now() - pressedAt

  const lateFrom = samples[Math.floor(samples.length / 3)].hours
  /** The first point of a row, and those of the last two thirds: hours and bytes. Some rows are read once a minute. */
  const pointsOf = (what) => {
    const points = samples.flatMap(({ hours, bytes }) => (what in bytes ? [[hours, bytes[what]]] : []))
    return { first: points[0], later: points.filter(([hours]) => hours >= lateFrom) }
  }
  console.log(
    `\n| | start | after a third | end | growth an hour (last two thirds) |\n|---|---:|---:|---:|---:|`,
  )
  for (const what of Object.keys(samples[0].bytes)) {
    const { first, later } = pointsOf(what)
    const cells = [first, later[0], later.at(-1)].map(([, bytes]) => megabytes(bytes))
    console.log(`| ${[what, ...cells, megabytes(slope(later))].join(' | ')} |`)
  }
  const { later } = pointsOf('all processes')
  const share = (slope(later) / later[0][1]) * 100
  console.log(`\nmemory of all processes ${share < 5 ? 'is flat' : 'GROWS'}: ${share.toFixed(1)}% an hour`)
  console.log(`Stop after ${minutes} minutes: ${stopMs.toFixed(0)} ms; load ${loadavg()[0].toFixed(1)}`)
} finally {
  await close()
}
