// What the script language costs on plain numbers: the same loops as a script and as JavaScript in one process,
// alternating, processor time, the best of several; how long a thousand lines take to compile, in a fresh worker and in a
// warmed one; and how long Stop takes. `node bench/script.mjs [part of a loop's name]`.
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { build } from 'vite'
import { assemblyScript } from '../scripts/assemblyscript.mjs'

const repeats = 7
const root = resolve(import.meta.dirname, '..')

const loops = {
  'counter and sum': 'let s = 0; for (let i = 0; i < 6e7; i++) { s += i * 0.5 } print(s)',
  parameters:
    'function f(n, k) { let s = 0; for (let i = 0; i < n; i++) { s = s + i * k } return s } print(f(6e7, 0.5))',
  'typed array':
    'const a = new Float64Array(1000).fill(0.5); let t = 0; for (let k = 0; k < 4e4; k++) { for (let i = 0; i < 1000; i++) { a[i] = a[i] * 0.999 + 0.001; t += a[i] } } print(t)',
  list: 'const a = Array.from({ length: 1000 }, (_, i) => i * 0.5); let t = 0; for (let k = 0; k < 2e5; k++) { for (let i = 0; i < a.length; i++) { t += a[i] * a[i] - 1 } } print(t)',
  Math: 'let s = 0; for (let i = 0; i < 2e7; i++) { s += Math.sqrt(Math.abs(i - 3)) + Math.floor(i * 0.5) } print(s)',
  objects:
    'class P { constructor(x) { this.x = x } step(d) { this.x += d } } const p = new P(0); for (let i = 0; i < 4e7; i++) { p.step(i * 0.5) } print(p.x)',
  locals:
    'function h(x) { const y = x * 2; let z = y + 1; if (z > 9) z = z - y; return z } let s = 0; for (let i = 0; i < 4e7; i++) { s += h(i * 0.5) } print(s)',
  'a loop over a list':
    'const a = Array.from({ length: 1000 }, (_, i) => i * 0.5); let t = 0; for (let k = 0; k < 6e4; k++) { for (const x of a) { t += x * x - 1 } } print(t)',
  recursion: 'const fib = (n) => n < 2 ? n : fib(n - 1) + fib(n - 2); print(fib(37))',
  calls:
    'function g(x, y) { return x * y + 1 } let s = 0; for (let i = 0; i < 4e7; i++) { s = g(s, 0.5) } print(s)',
  'calls of calls':
    'const isPrime = (n) => { for (let d = 2; d * d <= n; d++) { if (n % d === 0) return false } return true }; function count(n) { let c = 0; for (let i = 2; i < n; i++) { if (isPrime(i)) c++ } return c } print(count(1e6))',
  'calls in a method':
    'const f = (x) => x * x - 2; class Newton { solve(n, x) { let y = x; for (let i = 0; i < n; i++) { y = y - f(y) / (2 * y + 1) } return y } } print(new Newton().solve(2e7, 3))',
  callbacks:
    'const a = Array.from({ length: 1000 }, (_, i) => i); let t = 0; for (let k = 0; k < 5e4; k++) { t += a.map((x) => x * 2).reduce((u, v) => u + v, 0) } print(t)',
}

/** What Stop is pressed in. */
const endless = {
  'a loop over numbers': 'let s = 0; for (let i = 0; i >= 0; i++) s += i * 0.5',
  'a loop that calls': 'const f = (x) => x + 1; let n = 0; while (true) n = f(n)',
  recursion: 'const f = (n) => n < 1 ? 1 : f(n - 1) + f(n - 2); f(80)',
  'an async loop': 'async function f() { for (;;) await null } await f()',
  operations: 'const x = new Variable(np.ones([3])); for (;;) square(x)',
  'products of 1024 x 1024': 'const x = np.ones([1024, 1024]); for (;;) np.matmul(x, x)',
}

const block = `class Net extends Object {
  w: number = 1
  forward(x: number): number { return x * this.w + 1 }
}
const net = new Net()
for (let i = 0; i < 3; i++) {
  const y = net.forward(i) ** 2
  if (y > 100) print('never', y - 1)
}
print(net.forward(2) * 3)
`

const folder = mkdtempSync(join(tmpdir(), 'dezero-lab-bench-'))
try {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [assemblyScript()],
    resolve: { alias: { '@shared': join(root, 'src/shared') } },
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: true,
      outDir: folder,
      rollupOptions: {
        input: {
          service: join(root, 'src/worker/run/service.ts'),
          compile: join(root, 'src/worker/script/compile.ts'),
          warmUp: join(root, 'src/worker/script/warmUp.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  })
  const load = (name) => import(pathToFileURL(join(folder, `${name}.mjs`)).href)
  await measureLoops(await load('service'))
  await measureCompile()
  await measureStops(await load('service'))
} finally {
  rmSync(folder, { recursive: true })
}

/** Time on processors, so that a busy machine tells the same. */
function cpuMs(before) {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

async function measureLoops({ createEngineService }) {
  const silent = { postMessage: () => undefined, close: () => undefined }
  const [, , only = ''] = process.argv
  for (const [name, source] of Object.entries(loops).filter((pair) => pair[0].includes(only))) {
    let own = Infinity
    let plain = Infinity
    for (let k = 0; k < repeats; k++) {
      const before = process.cpuUsage()
      new Function('print', `"use strict";${source}`)(() => undefined)
      plain = Math.min(plain, cpuMs(before))
      const service = createEngineService(new Int32Array(new SharedArrayBuffer(8)))
      const request = { runId: name, source, seed: 0, mode: 'default', cells: 'all' }
      const started = process.cpuUsage()
      const { status } = await service.run(request, silent)
      if (status !== 'done') throw new Error(`${name}: ${status}`)
      own = Math.min(own, cpuMs(started))
    }
    const row = [name.padEnd(16), plain.toFixed(0).padStart(5), own.toFixed(0).padStart(5)]
    console.log(`${row.join(' ms ')} ms  ${(own / plain).toFixed(2)}x`)
  }
}

/** In threads of their own: what a thread has compiled makes it quicker. */
async function measureCompile() {
  const source = Array.from({ length: 100 }, (_, n) => block.replaceAll(/\b(Net|net)\b/g, `$1${n}`)).join('')
  const compileOnce = (isWarm) => `
    const { parentPort, workerData } = require('node:worker_threads')
    ;(async () => {
      const { compile } = await import(workerData.compile)
      const { warmUp } = await import(workerData.warmUp)
      if (${isWarm}) await warmUp(() => false)
      const started = performance.now()
      const { ok } = compile(workerData.source, { globals: new Set(['Object', 'print']) })
      if (!ok) throw new Error('the sample does not compile')
      parentPort.postMessage(performance.now() - started)
    })()`
  const url = (name) => pathToFileURL(join(folder, `${name}.mjs`)).href
  const workerData = { source, compile: url('compile'), warmUp: url('warmUp') }
  const least = { cold: Infinity, warm: Infinity }
  for (let k = 0; k < repeats; k++) {
    for (const kind of ['cold', 'warm']) {
      const thread = new Worker(compileOnce(kind === 'warm'), { eval: true, workerData })
      const [ms] = await once(thread, 'message')
      least[kind] = Math.min(least[kind], ms)
      await thread.terminate()
    }
  }
  console.log(
    `1000 lines: ${least.cold.toFixed(0)} ms in a fresh worker, ${least.warm.toFixed(0)} ms in a warmed one`,
  )
}

/** From the press in another thread until the run has ended. */
async function measureStops({ createEngineService }) {
  const finger = `
    const { parentPort, workerData: { control, pressedAt, wait } } = require('node:worker_threads')
    parentPort.postMessage('ready')
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, wait)
    pressedAt[0] = performance.timeOrigin + performance.now()
    Atomics.store(control, 0, 1)
    Atomics.notify(control, 0)`
  const silent = { postMessage: () => undefined, close: () => undefined }
  for (const [name, source] of Object.entries(endless)) {
    const times = []
    for (let k = 0; k < repeats; k++) {
      const control = new Int32Array(new SharedArrayBuffer(8))
      const pressedAt = new Float64Array(new SharedArrayBuffer(8))
      const thread = new Worker(finger, { eval: true, workerData: { control, pressedAt, wait: 200 + 7 * k } })
      await once(thread, 'message')
      const request = { runId: name, source, seed: 0, mode: 'default', cells: 'all' }
      const { status } = await createEngineService(control).run(request, silent)
      if (status !== 'stopped') throw new Error(`${name}: ${status}`)
      times.push(performance.timeOrigin + performance.now() - pressedAt[0])
      await thread.terminate()
    }
    times.sort((a, b) => a - b)
    const [least, most] = [times[0], times.at(-1)].map((ms) => ms.toFixed(1).padStart(6))
    console.log(`Stop in ${name.padEnd(24)} ${least} … ${most} ms`)
  }
}
