// V8's garbage collector on demand, for the engine in a thread of Node. Nothing of it stays where scripts could find it.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { collectorOf, type Collector } from '../worker/storage/collector'

/** The last V8 that is known to have the proposal; a flag that it does not know would be complained about. */
const lastVersion = 12

/** Null where this Node does not have it. */
export function nodeCollector(): Collector | null {
  if (Number.parseInt(process.versions.v8, 10) > lastVersion) return null
  setFlagsFromString('--expose-gc')
  setFlagsFromString('--harmony-weak-refs-with-cleanup-some')
  // Flags count in realms that are made after them.
  return collectorOf(runInNewContext('globalThis') as object)
}
