// The book's Config, and running a piece of code with a flag changed.
import { GraphError, GraphTypeError } from './graphError'
import { describe } from './shape'
import { engine, type EngineConfig } from './state'

const known: readonly (keyof EngineConfig)[] = ['enableBackprop', 'train']

function parseName(name: unknown): keyof EngineConfig {
  const found = known.find((one) => one === name)
  if (found !== undefined) return found
  const text = typeof name === 'string' || typeof name === 'symbol' ? String(name) : describe(name)
  const meant = typeof name === 'string' ? known.find((one) => squash(one) === squash(name)) : undefined
  throw new GraphError(
    `Config: unknown name '${text}'`,
    meant === undefined
      ? `the names are ${known.join(' and ')}`
      : `use '${meant}' (the names are ${known.join(' and ')})`,
  )
}

function squash(name: string): string {
  return name.replaceAll('_', '').toLowerCase()
}

function parseFlag(name: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value
  throw new GraphTypeError(`Config.${name}: ${describe(value)} is not true or false`, 'assign true or false')
}

const flags: EngineConfig = {
  get enableBackprop() {
    return engine.config.enableBackprop
  },
  set enableBackprop(value) {
    engine.config.enableBackprop = parseFlag('enableBackprop', value)
  },
  get train() {
    return engine.config.train
  },
  set train(value) {
    engine.config.train = parseFlag('train', value)
  },
}

/** `Config.enableBackprop` and `Config.train`, readable and assignable; any other name is an error. */
export const Config: EngineConfig = new Proxy(flags, {
  get: (target, name): unknown => {
    // Symbols and `then` are how JavaScript itself asks what a value is.
    if (typeof name === 'symbol' || name === 'then' || name in target) return Reflect.get(target, name)
    return parseName(name)
  },
  set: (target, name, value) => Reflect.set(target, parseName(name), value),
})

/**
 * Runs `fn` with a flag changed and returns what it returns. The flag is restored also after an exception; when `fn`
 * is asynchronous, when its promise settles.
 */
export function usingConfig<R>(name: string, value: boolean, fn: () => R): R {
  const parsed = parseName(name)
  const flag = parseFlag(parsed, value)
  if (typeof fn !== 'function') {
    throw new GraphTypeError(
      `usingConfig: ${describe(fn)} is not a function`,
      `pass the code as a function: usingConfig('${parsed}', ${String(flag)}, () => { … })`,
    )
  }
  const before = engine.config[parsed]
  const restore = (): void => {
    engine.config[parsed] = before
  }
  engine.config[parsed] = flag
  let pending = false
  try {
    const result = fn()
    if (result instanceof Promise) {
      pending = true
      return result.finally(restore) as R
    }
    return result
  } finally {
    if (!pending) restore()
  }
}

/** Runs `fn` without recording a graph. */
export function noGrad<R>(fn: () => R): R {
  return usingConfig('enableBackprop', false, fn)
}

/** Runs `fn` as when a model is used, not trained. */
export function testMode<R>(fn: () => R): R {
  return usingConfig('train', false, fn)
}
