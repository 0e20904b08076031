// Follows the part of a long run that may not be recorded: what is alive, and the latest news of everything that is, so
// that a recorded stretch can begin with the state it stands in. Reads finished chunks; knows no engine.
import { Liveness } from '@shared/liveness'
import { MemoryPoints, type MemorySeries } from '@shared/memoryPoints'
import { isWithinCall, type TraceEvent, type TraceEventOf } from '@shared/trace'
import { TracePosition } from '@shared/tracePosition'
import { openTraceChunk } from '@shared/traceReader'

/** News is told in the order in which it happened. */
interface News {
  readonly seq: number
  readonly event: TraceEvent
}

interface Item {
  readonly kind: number
  readonly target: number
  readonly bytes: number
  readonly key: string
}

/** What a container holds: the first `kept` items since gathering began, and these. */
interface Content {
  seq: number
  kept: number
  readonly items: Item[]
}

/** Lives that have ended are forgotten when there are more. */
const mostLives = 100_000

export class RunFollower {
  readonly liveness = new Liveness()
  private readonly memory = new MemoryPoints(this.liveness.ledger)
  private readonly position = new TracePosition()
  /** Steps so far. */
  private operations = 0
  private isGathering = false
  private readonly made = new Map<number, News>()
  private readonly nodes = new Map<number, News>()
  /** The latest of each kind, by kind and variable. */
  private readonly changes = new Map<string, News>()
  private readonly slots = new Map<string, News & { readonly event: TraceEventOf<'name-bound'> }>()
  private readonly left = new Map<number, News>()
  private readonly contents = new Map<number, Content>()
  private pass: News | null = null
  private sizeToForget = mostLives

  /** The bytes that are alive now. */
  get live(): Liveness['ledger']['live'] {
    return this.liveness.ledger.live
  }

  /** From here on news is gathered: what came before was recorded. */
  gather(): void {
    this.isGathering = true
    this.memory.take()
  }

  /** The next chunk of the run's details. Events that are always told are not in it, or have moved on from them. */
  follow(chunk: Uint8Array): void {
    const opened = openTraceChunk(chunk)
    this.position.open(opened.first)
    opened.each((event) => {
      const seq = this.position.take(event)
      if (seq === null) return
      const isStep = event.type === 'operation' || event.type === 'backward-step'
      if (isStep) this.operations++
      this.liveness.apply(event, seq)
      this.memory.after(seq, isStep, this.operations)
      if (this.isGathering) this.note(seq, event)
    })
    if (this.isGathering) this.forgetDead()
  }

  /** The points of memory since the last time. */
  takePoints(): MemorySeries {
    return this.memory.take()
  }

  /** What has changed since event `seq` and is still so, in the order in which it happened. */
  newsSince(seq: number): TraceEvent[] {
    const news: News[] = []
    const tables = [this.made, this.nodes, this.changes, this.slots, this.left]
    for (const table of tables) {
      for (const [key, one] of table as Map<unknown, News>) {
        if (one.seq >= seq) news.push(one)
        else (table as Map<unknown, News>).delete(key)
      }
    }
    for (const [id, content] of this.contents) if (content.seq >= seq) news.push(contentsOf(id, content))
    if (this.pass !== null) news.push(this.pass)
    return news.sort((a, b) => a.seq - b.seq).map(({ event }) => event)
  }

  private note(seq: number, event: TraceEvent): void {
    switch (event.type) {
      // The objects of these types are used again for the next event.
      case 'variable-created':
        this.made.set(event.variable, { seq, event: { ...event } })
        break
      case 'operation':
        this.nodes.set(event.node, { seq, event: { ...event } })
        break
      case 'gradient-stored': {
        // The sum as it stands now: what was added to it is told no more.
        const stands = { ...event, accumulated: 0, contribution: event.array }
        this.changes.set(`gradient ${event.variable}`, { seq, event: stands })
        break
      }
      case 'gradient-dropped':
        this.changes.set(`gradient ${event.variable}`, { seq, event: { ...event } })
        break
      case 'variable-named':
      case 'unchained':
      case 'data-assigned':
        this.changes.set(`${event.type} ${event.variable}`, { seq, event })
        break
      case 'name-bound':
        this.slots.set(`${event.depth}:${event.slot}`, { seq, event })
        break
      case 'scope-left':
        this.left.set(event.depth, { seq, event })
        for (const [key, slot] of this.slots)
          if (isWithinCall(slot.event.depth, event.depth)) this.slots.delete(key)
        break
      case 'container-filled':
        this.fill(seq, event)
        break
      case 'backward-started':
        this.pass = { seq, event }
        break
      case 'backward-finished':
        this.pass = null
        break
    }
  }

  private fill(seq: number, event: TraceEventOf<'container-filled'>): void {
    const known = this.contents.get(event.container) ?? { seq, kept: event.kept, items: [] }
    known.seq = seq
    known.kept = Math.min(known.kept, event.kept)
    known.items.length = Math.min(known.items.length, event.kept - known.kept)
    const keys = event.keys.split('\n')
    event.kinds.forEach((kind, i) =>
      known.items.push({ kind, target: event.targets[i]!, bytes: event.bytes[i]!, key: keys[i]! }),
    )
    this.contents.set(event.container, known)
  }

  /** What died has no news. */
  private forgetDead(): void {
    if (this.liveness.variableLives.size > this.sizeToForget) {
      this.liveness.forgetDead()
      this.sizeToForget = mostLives + 2 * this.liveness.variableLives.size
    }
    const { variableLives, nodeLives, containerLives } = this.liveness
    const now = Number.MAX_SAFE_INTEGER
    for (const id of this.made.keys()) if (!variableLives.isAliveAt(id, now)) this.made.delete(id)
    for (const id of this.nodes.keys()) if (!nodeLives.isAliveAt(id, now)) this.nodes.delete(id)
    for (const id of this.contents.keys()) if (!containerLives.isAliveAt(id, now)) this.contents.delete(id)
    for (const [key, { event }] of this.changes) {
      if ('variable' in event && !variableLives.isAliveAt(event.variable, now)) this.changes.delete(key)
    }
  }
}

function contentsOf(container: number, { seq, kept, items }: Content): News {
  const event: TraceEventOf<'container-filled'> = {
    type: 'container-filled',
    container,
    kept,
    kinds: items.map(({ kind }) => kind),
    targets: items.map(({ target }) => target),
    bytes: items.map(({ bytes }) => bytes),
    keys: items.map(({ key }) => key).join('\n'),
  }
  return { seq, event }
}
