// Random but consistent runs for property tests: every id that an event names was announced before.
import fc from 'fast-check'
import { TraceChunkWriter, type TraceEvent } from '../trace'

/** Small programs: leaves, operations over them, names, backward passes, output, metrics, scopes. */
export const runEvents: fc.Arbitrary<TraceEvent[]> = fc
  .array(
    fc.record({
      kind: fc.nat(9),
      pick: fc.nat(1000),
      other: fc.nat(1000),
      line: fc.integer({ min: 1, max: 9 }),
    }),
    {
      maxLength: 60,
    },
  )
  .map((choices) => {
    const events: TraceEvent[] = [
      { type: 'run-started', runId: 'r', mode: 'default', seed: 0, engineVersion: '1', policy: '' },
    ]
    let variables = 0
    let arrays = 0
    let nodes = 0
    let pass = 0
    const create = (creator: number, generation: number, line: number): void => {
      events.push({
        type: 'variable-created',
        variable: variables++,
        creator,
        generation,
        name: '',
        array: arrays++,
        dtype: 'float64',
        shape: [4],
        bytes: 32,
        summary: [1],
        line,
        column: 1,
      })
    }
    for (const { kind, pick, other, line } of choices) {
      const some = variables === 0 ? -1 : pick % variables
      if (kind <= 1 || some < 0) create(-1, 0, line)
      else if (kind <= 4) {
        const node = nodes++
        events.push({
          type: 'operation',
          node,
          name: 'add',
          generation: 1,
          inputs: [some, other % variables],
          outputs: [variables],
          recorded: kind === 4 ? 0 : 1,
          attributes: '',
          line,
          column: 2,
          timeMs: 0,
        })
        create(node, 2, line)
      } else if (kind === 5) {
        events.push({
          type: 'name-bound',
          name: 'abcde'[other % 5]!,
          slot: 'abcde'[other % 5]!,
          depth: other % 2,
          kind: 'variable',
          target: some,
          bytes: 0,
          shape: [4],
          text: '',
          line,
          column: 1,
        })
      } else if (kind === 6) events.push({ type: 'statement-ended', depth: 0, line })
      else if (kind === 7) events.push({ type: 'scope-left', depth: 1 })
      else if (kind === 8) {
        events.push(
          { type: 'backward-started', pass, variable: some, retainGrad: 0, createGraph: 0, line, column: 1 },
          {
            type: 'gradient-stored',
            variable: some,
            gradient: 0,
            array: arrays,
            accumulated: 0,
            contribution: arrays++,
            dtype: 'float64',
            shape: [4],
            bytes: 32,
            summary: [1],
          },
          { type: 'backward-finished', pass: pass++ },
        )
        if (other % 2 === 0) events.push({ type: 'gradient-dropped', variable: some, cleared: 0 })
      } else {
        events.push(
          { type: 'output', text: `line ${other}`, line, column: 1 },
          { type: 'metric', name: 'loss', step: pick, value: other, line },
        )
      }
    }
    return events
  })

/** Encodes events as chunks that end after the given indices. */
export function toChunks(events: readonly TraceEvent[], cuts: readonly number[]): Uint8Array[] {
  const ends = [...new Set(cuts.map((cut) => cut % (events.length + 1)))].sort((a, b) => a - b)
  const chunks: Uint8Array[] = []
  let first = 0
  for (const end of [...ends, events.length]) {
    if (end <= first) continue
    const writer = new TraceChunkWriter(first)
    for (const event of events.slice(first, end)) writer.write(event)
    chunks.push(writer.finish())
    first = end
  }
  return chunks
}
