// Knows what is alive during a run, for the memory limit: follows the run's own trace by the rules of the ledger, and
// only when it is asked. Knows no engine and no arrays.
import { Liveness } from '@shared/liveness'
import { formatBytes } from '@shared/format'
import { largestHolders } from '@shared/liveHolders'
import { openTraceChunk } from '@shared/traceReader'
import type { LiveMemory } from '../engine/memoryLimit'

/** So much of the trace waits to be read; an operation takes about 130 bytes. */
const mostWaiting = 2 ** 24
/** A beginning that made less than this share of the limit is not followed: a long run of small arrays costs nothing. */
const small = 1 / 16
const toldHolders = 3

export class MemoryGuard {
  private liveness = new Liveness()
  private waiting: Uint8Array[] = []
  private waitingBytes = 0
  private isFollowing = false

  /**
   * @param limit bytes that may be alive
   * @param made bytes made so far (memoryLimit.ts)
   */
  constructor(
    readonly limit: number,
    private readonly made: () => number,
  ) {}

  /** A chunk of the trace, which stays the caller's. */
  add(chunk: Uint8Array): void {
    this.waiting.push(chunk.slice())
    this.waitingBytes += chunk.length
    if (this.waitingBytes <= mostWaiting) return
    if (this.isFollowing || this.made() > small * this.limit) this.follow()
    else this.forget()
  }

  /** How many lives it knows of: after what was followed last only those that go on. */
  get knownLives(): number {
    const { variableLives, nodeLives, containerLives } = this.liveness
    return variableLives.size + nodeLives.size + containerLives.size
  }

  /** What is alive after all chunks so far. */
  live(): LiveMemory {
    this.follow()
    return {
      bytes: this.liveness.ledger.total,
      holders: largestHolders(this.liveness, toldHolders).map(
        ({ name, bytes }) => `${name} ${formatBytes(bytes)}`,
      ),
    }
  }

  private follow(): void {
    this.isFollowing = true
    for (const chunk of this.waiting) {
      openTraceChunk(chunk).each((event) => this.liveness.apply(event))
    }
    // A run has no end: what died is of no use here.
    this.liveness.forgetDead()
    this.forget()
  }

  private forget(): void {
    this.waiting = []
    this.waitingBytes = 0
  }
}
