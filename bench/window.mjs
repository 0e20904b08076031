// How smoothly the window runs: starts the built app, lets it do heavy things, and prints for each, in milliseconds, the
// longest gap between two frames, the longest task of the window's thread and the most time that a task had a processor
// (`longestWork`: what counts on a machine that is busy with other things), the time in gaps over 50 (`inLongFrames`:
// steadier than the longest), and in how many frames a second the chart was drawn (`drawsASecond`, from its first drawing
// to its last). Then how long Stop and Pause take: from the press until the window says so.
// `node bench/window.mjs [name…]`; needs a display.
import { loadavg } from 'node:os'
import { endlessTraining, launch, pressRun, run, status, writeScript } from './launch.mjs'

const matmul = `np.random.seed(0)
const x = new Variable(np.random.rand(512, 512))
const W = new Variable(np.random.rand(512, 512))
for (let i = 0; i < 12; i++) {
  const loss = sum(square(matmul(x, W)))
  W.cleargrad()
  loss.backward()
  W.data -= 1e-9 * W.grad.data
  track('loss', loss)
}
`
const manyOperations = (count) => `let y = new Variable(np.array(1.0))
for (let i = 0; i < ${count}; i++) {
  y = mul(y, 1.0)
  if (i % 10 === 0) track('y', y.data)
}
`
/** A graph of \`2 * count + 1\` items and more, with a backward pass. */
const chain = (count) => `const x = new Variable(np.array(1.0))
let y = x
for (let i = 0; i < ${count}; i++) y = add(y, x)
y.backward()
`
const parameters = `np.random.seed(0)
const model = new MLP([16, 16, 16, 16, 16, 16, 16, 16])
const x = np.random.rand(32, 8)
const t = np.random.rand(32, 16)
const optimizer = new SGD(0.01).setup(model)
for (let i = 0; i < 400; i++) {
  const loss = meanSquaredError(model(x), t)
  model.cleargrads()
  loss.backward()
  optimizer.update()
  track('loss', loss)
}
`
/** A metric in every pass, and room between them: the chart has something new for every frame. */
const streaming = `np.random.seed(0)
const x = np.random.rand(256, 64)
const W = new Variable(np.random.rand(64, 64))
for (let i = 0; i < 4000; i++) {
  const loss = sum(square(matmul(x, W)))
  W.cleargrad()
  loss.backward()
  W.data -= 1e-6 * W.grad.data
  track('loss', loss)
}
`

/** What is done while the window is watched; what comes before it is not measured. */
const scenes = {
  'matmul 512x512, Loss shown': { tab: 'Loss', source: matmul },
  '4,000 passes, Loss shown': { tab: 'Loss', source: streaming },
  '50,000 operations, Graph shown': { tab: 'Graph', source: manyOperations(50_000) },
  '50,000 operations, Memory shown': { tab: 'Memory', source: manyOperations(50_000) },
  '16 parameters, Gradients shown': { tab: 'Gradients', source: parameters },
  'tabs after 50,000 operations': { tab: 'Graph', source: manyOperations(50_000), then: switchTabs },
  'tabs after 400 passes': { tab: 'Graph', source: parameters, then: switchTabs },
  'graph of 9,000 items': { tab: 'Graph', source: chain(4500) },
  'stepping in 12,000 operations': { tab: 'Graph', source: chain(6000), then: stepping },
  'pan and zoom of 10,000 items': { tab: 'Graph', source: chain(5000), then: panAndZoom },
}

/** Passes over a chain of numbers: the record comes soon to the part of which only some is kept. */
const passes = `const x = new Variable(np.array(1.0))
for (let k = 0; k >= 0; k++) {
  let y = x
  for (let i = 0; i < 1000; i++) y = mul(y, 1.0)
  y.backward()
  x.cleargrad()
}
`
/** What Stop and Pause are pressed in, and for how long it has run by then. */
const presses = {
  'products of 512 x 512': { source: matmul.replace('i < 12', 'i >= 0'), afterMs: 2000 },
  'a loop over numbers': {
    source: 'let s = 0\nfor (;;) {\n  for (let i = 0; i < 1e6; i++) s += i * 0.5\n}\n',
    afterMs: 1000,
  },
  'training on Spiral': { source: endlessTraining, afterMs: 5000 },
  'a long run that is recorded in parts': { source: passes, afterMs: 30_000 },
}
const pressRounds = 3

/** Starts to watch in the page: long tasks, gaps between frames, and the frames in which a chart or graph is drawn. */
function watchInPage() {
  const seen = { tasks: [], frames: [], draws: [], isOver: false }
  window.seen = seen
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.tasks.push(duration)
  })
  observer.observe({ type: 'longtask' })
  let last = performance.now()
  const frame = (now) => {
    seen.frames.push(now - last)
    last = now
    if (!seen.isOver) requestAnimationFrame(frame)
  }
  requestAnimationFrame(frame)
  // Each drawing begins with an empty canvas.
  const { prototype } = CanvasRenderingContext2D
  window.clearRect ??= prototype.clearRect
  prototype.clearRect = function (...place) {
    if (!seen.isOver && seen.draws.at(-1) !== last && this.canvas.closest('[role="tabpanel"]') !== null)
      seen.draws.push(last)
    return window.clearRect.apply(this, place)
  }
}

function readFromPage() {
  const { seen } = window
  seen.isOver = true
  return { tasks: seen.tasks, frames: seen.frames.slice(1), draws: seen.draws }
}

/** How often something happened from its first time to its last; times in milliseconds. */
const aSecond = (times) => (times.length < 2 ? 0 : (1000 * (times.length - 1)) / (times.at(-1) - times[0]))

async function stepping(page) {
  await page.getByRole('slider', { name: 'Timeline' }).focus()
  for (let i = 0; i < 30; i++) await page.keyboard.press(i < 20 ? 'ArrowLeft' : 'ArrowRight')
}

async function switchTabs(page) {
  for (const name of ['Loss', 'Gradients', 'Memory', 'Variables', 'Graph']) {
    await page.getByRole('tab', { name, exact: true }).click()
    await page.waitForTimeout(500)
  }
}

async function panAndZoom(page) {
  await page.getByRole('button', { name: 'Fit the graph' }).click()
  const box = await page.getByRole('tabpanel', { name: 'Graph' }).boundingBox()
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  for (let i = 0; i < 30; i++) await page.mouse.wheel(0, i < 20 ? -120 : 120)
  await page.mouse.down()
  for (let i = 0; i < 40; i++) await page.mouse.move(x + 4 * i, y + 3 * i)
  await page.mouse.up()
}

/** Processor time of the longest task of the page's own thread, from Chromium's record. */
function longestWork(events) {
  const key = ({ pid, tid }) => `${pid}:${tid}`
  const own = new Set(
    events
      .filter(
        ({ name, args }) => name === 'FunctionCall' && args?.data?.url?.startsWith('app://lab/') === true,
      )
      .map(key),
  )
  const main = new Set(
    events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(key),
  )
  const work = events
    .filter((event) => event.name.endsWith('RunTask') && own.has(key(event)) && main.has(key(event)))
    .map(({ tdur }) => (tdur ?? 0) / 1000)
  return Math.max(0, ...work)
}

/** Three frames at 60 a second. */
const longFrameMs = 51

async function measure(page, { tab, source, then }) {
  await page.getByRole('tab', { name: tab, exact: true }).click()
  await writeScript(page, source)
  if (then !== undefined) {
    await run(page)
    await page.waitForTimeout(1500)
  }
  await page.evaluate(watchInPage)
  const chromium = await page.context().newCDPSession(page)
  const events = []
  chromium.on('Tracing.dataCollected', ({ value }) => events.push(...value))
  const traceConfig = { includedCategories: ['toplevel', 'devtools.timeline'] }
  await chromium.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig })
  await (then ?? run)(page)
  await page.waitForTimeout(1000)
  const { tasks, frames, draws } = await page.evaluate(readFromPage)
  const isWhole = new Promise((done) => chromium.once('Tracing.tracingComplete', done))
  await chromium.send('Tracing.end')
  await isWhole
  await chromium.detach()
  const sorted = [...frames].sort((a, b) => a - b)
  return {
    longestWork: Math.round(longestWork(events)),
    longestTask: Math.round(Math.max(0, ...tasks)),
    tasksOver50: tasks.length,
    longestFrame: Math.round(Math.max(0, ...frames)),
    inLongFrames: Math.round(frames.reduce((sum, gap) => (gap > longFrameMs ? sum + gap : sum), 0)),
    medianFrame: Math.round(sorted[sorted.length >> 1] ?? 0),
    drawsASecond: Math.round(aSecond(draws)),
  }
}

/** Milliseconds from a click until the status says the word, both seen inside the page. */
async function timePress(page, button, word) {
  const press = page.getByRole('button', { name: button, exact: true })
  await press.waitFor()
  const said = page.evaluate(
    (text) =>
      new Promise((done) => {
        const place = document.querySelector('[role="status"][aria-label="Run status"]')
        let pressedAt = NaN
        const hear = () => (pressedAt = performance.now())
        document.addEventListener('click', hear, { capture: true, once: true })
        const look = () => {
          if (place.textContent.includes(text)) done(performance.now() - pressedAt)
          else requestAnimationFrame(look)
        }
        look()
      }),
    word,
  )
  await press.click()
  return said
}

async function measurePresses(page, { source, afterMs }) {
  const times = { pause: [], stop: [] }
  for (let round = 0; round < pressRounds; round++) {
    await writeScript(page, source)
    await pressRun(page)
    await status(page).filter({ hasText: 'Running' }).waitFor()
    await page.waitForTimeout(afterMs)
    times.pause.push(await timePress(page, 'Pause', 'Paused'))
    await page.getByRole('button', { name: 'Continue', exact: true }).click()
    await status(page).filter({ hasText: 'Running' }).waitFor()
    await page.waitForTimeout(500)
    times.stop.push(await timePress(page, 'Stop', 'Stopped'))
  }
  const told = ([name, list]) => `${name} ${list.map((ms) => ms.toFixed(0)).join(', ')} ms`
  return Object.entries(times).map(told).join('; ')
}

const wanted = process.argv.slice(2)
const isWanted = (name) => wanted.length === 0 || wanted.some((part) => name.includes(part))
const { page, close } = await launch()
try {
  for (const [name, scene] of Object.entries(scenes)) {
    if (isWanted(name)) console.log(name.padEnd(34), JSON.stringify(await measure(page, scene)))
  }
  for (const [what, press] of Object.entries(presses)) {
    const name = `Stop and Pause in ${what}`
    if (isWanted(name)) console.log(`${name}: ${await measurePresses(page, press)}`)
  }
  console.log(`load ${loadavg()[0].toFixed(1)}`)
} finally {
  await close()
}
