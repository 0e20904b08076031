import { numbersOf } from '@shared/column'
import { toChunks } from '@shared/testing/traceEvents'
import type { TraceEvent } from '@shared/trace'
import { describe, expect, it } from 'vitest'
import { everyPoint } from './everyPoint'

describe('every point of a kept run', () => {
  it('is read from all its chunks, whatever else they tell', async () => {
    const count = 100_000
    const events = Array.from({ length: count }, (_, i): TraceEvent[] => [
      { type: 'metric', name: 'loss', step: i, value: 1 / (1 + i), line: 2 },
      ...(i % 1000 === 0
        ? [
            { type: 'output', text: 'a', line: 1, column: 1 } as const,
            { type: 'metric', name: 'accuracy', step: i, value: i, line: 3 } as const,
          ]
        : []),
    ]).flat()
    const cuts = Array.from({ length: 40 }, (_, i) => 2000 * (i + 1))
    const chunks = toChunks(events, cuts)
    const points = await everyPoint(
      { readChunks: (_id, first, most) => Promise.resolve(chunks.slice(first, first + most)) },
      { id: 'run', chunks: chunks.length },
    )
    expect(points.map(({ name }) => name)).toEqual(['loss', 'accuracy'])
    const [loss, accuracy] = points
    expect(numbersOf(loss!.steps)).toEqual(Array.from({ length: count }, (_, i) => i))
    expect(numbersOf(loss!.values)).toEqual(Array.from({ length: count }, (_, i) => 1 / (1 + i)))
    expect(numbersOf(accuracy!.steps)).toEqual(Array.from({ length: 100 }, (_, i) => 1000 * i))
  })
})
