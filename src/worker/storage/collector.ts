// The runtime's garbage collector on demand. Who starts an engine hands it in, before scripts run, where the runtime
// has it: scripts must not find it themselves. Knows nothing of what is collected.

/** Collects now, and tells at once of what died. */
export interface Collector {
  readonly collect: () => void
  /** `FinalizationRegistry.prototype.cleanupSome`: a proposal that V8 has behind a flag. */
  readonly cleanupSome: (this: FinalizationRegistry<number>, dead: (held: number) => void) => void
}

let collector: Collector | null = null

/** From here on dead objects can be found at any time. Null: only when a task has ended. */
export function setCollector(given: Collector | null): void {
  collector = given
}

export function canCollect(): boolean {
  return collector !== null
}

/** What the flags --expose-gc and --harmony-weak-refs-with-cleanup-some put into a realm; null where they do not. */
export function collectorOf(realm: object): Collector | null {
  const { gc, FinalizationRegistry: registry } = realm as {
    readonly gc?: () => void
    readonly FinalizationRegistry: { readonly prototype: Partial<Pick<Collector, 'cleanupSome'>> }
  }
  const { cleanupSome } = registry.prototype
  return gc === undefined || cleanupSome === undefined ? null : { collect: () => gc(), cleanupSome }
}

/** Tells `dead` what was registered for every object of `registry` that nothing refers to any more. */
export function reclaim(registry: FinalizationRegistry<number>, dead: (held: number) => void): void {
  if (collector === null) return
  collector.collect()
  let found: boolean
  do {
    found = false
    collector.cleanupSome.call(registry, (held) => {
      found = true
      dead(held)
    })
  } while (found)
}
