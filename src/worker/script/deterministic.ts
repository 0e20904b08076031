// JavaScript's sources of chance and time, replaced for scripts: the same script gives the same values anywhere.
import { createScriptDate } from './scriptDate'
import { createScriptMath } from './scriptMath'

/** 2020-01-01T00:00:00Z: where a script's clock starts. */
export const firstInstantMs = Date.UTC(2020, 0, 1)

/** A clock that moves by one millisecond a look, and by what timers wait. */
export class ScriptClock {
  private elapsedMs = 0

  /** Milliseconds since the script began; every look moves the clock. */
  look(): number {
    return this.elapsedMs++
  }

  moveTo(elapsedMs: number): void {
    this.elapsedMs = Math.max(this.elapsedMs, elapsedMs)
  }

  reset(): void {
    this.elapsedMs = 0
  }
}

/** Timers on the script's clock: nothing really waits. */
export class ScriptTimers {
  private queue: { id: number; due: number; run: () => void; every: number | undefined }[] = []
  private nextId = 1

  constructor(private readonly clock: ScriptClock) {}

  get pending(): boolean {
    return this.queue.length > 0
  }

  clear(): void {
    this.queue = []
  }

  /** Runs the timer that is due first (of equals, the one set first) and moves the clock to it. */
  runNext(): void {
    let first = this.queue[0]
    if (first === undefined) return
    for (const timer of this.queue) if (timer.due < first.due) first = timer
    const timer = first
    this.clock.moveTo(timer.due)
    if (timer.every === undefined) this.cancel(timer.id)
    else {
      this.queue = this.queue.filter((one) => one !== timer)
      this.queue.push({ ...timer, due: timer.due + timer.every })
    }
    timer.run()
  }

  set(run: unknown, delayMs: unknown, rest: readonly unknown[], repeats: boolean): number {
    if (typeof run !== 'function') throw new TypeError('setTimeout: the first argument is not a function')
    const delay = Math.max(1, Number(delayMs) || 0)
    const id = this.nextId++
    this.queue.push({
      id,
      due: this.clock.look() + delay,
      run: () => void (run as (...args: readonly unknown[]) => unknown)(...rest),
      every: repeats ? delay : undefined,
    })
    return id
  }

  cancel(id: unknown): void {
    this.queue = this.queue.filter((timer) => timer.id !== id)
  }
}

/** The replaced globals by name. */
export function createDeterministicGlobals(clock: ScriptClock, timers: ScriptTimers, random: () => number) {
  return {
    Math: createScriptMath(random),
    Date: createScriptDate(() => firstInstantMs + clock.look()),
    performance: Object.freeze({ now: () => clock.look(), timeOrigin: firstInstantMs }),
    crypto: Object.freeze(createCrypto(random)),
    setTimeout: (run: unknown, delayMs?: unknown, ...rest: unknown[]) =>
      timers.set(run, delayMs, rest, false),
    setInterval: (run: unknown, delayMs?: unknown, ...rest: unknown[]) =>
      timers.set(run, delayMs, rest, true),
    clearTimeout: (id?: unknown) => timers.cancel(id),
    clearInterval: (id?: unknown) => timers.cancel(id),
  }
}

/** Seeded, so not for secrets. */
function createCrypto(random: () => number) {
  const byte = (): number => Math.floor(random() * 256)
  return {
    getRandomValues<T>(array: T): T {
      if (!ArrayBuffer.isView(array))
        throw new TypeError('crypto.getRandomValues: needs a typed array of integers')
      const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
      for (let i = 0; i < bytes.length; i++) bytes[i] = byte()
      return array
    },
    randomUUID(): string {
      const bytes = Array.from({ length: 16 }, byte)
      bytes[6] = (bytes[6]! & 0x0f) | 0x40
      bytes[8] = (bytes[8]! & 0x3f) | 0x80
      const hex = bytes.map((one) => one.toString(16).padStart(2, '0')).join('')
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
    },
  }
}
