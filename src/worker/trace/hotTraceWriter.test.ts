import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { type TraceEvent, TraceChunkWriter } from '@shared/trace'
import { openTraceChunk } from '@shared/traceReader'
import { NDArray } from '../engine/ndarray'
import { ownedBytes, ownerId } from '../engine/memory'
import { HotTraceWriter } from './hotTraceWriter'
import { summarize } from './summarize'

const arrays = fc.oneof(
  fc.double().map((value) => NDArray.scalar(value)),
  fc
    .array(fc.double(), { maxLength: 100 })
    .map((values) => NDArray.fromTyped(Float64Array.from(values), [values.length], 'float64')),
)
const ids = fc.array(fc.nat().map((id) => ({ id })))

/** One call of the writer and the event that it stands for. */
interface Write {
  readonly hot: (writer: HotTraceWriter) => void
  readonly event: TraceEvent
}

const describeArray = (array: NDArray) => ({
  dtype: array.dtype,
  shape: array.shape,
  bytes: ownedBytes(array),
  summary: summarize(array),
})

const writes: fc.Arbitrary<Write> = fc.oneof(
  fc
    .tuple(fc.nat(), fc.string(), fc.nat(), ids, ids, fc.boolean(), fc.string(), fc.nat(), fc.double())
    .map(([node, name, generation, inputs, outputs, recorded, attributes, line, timeMs]) => ({
      hot: (writer: HotTraceWriter) =>
        writer.operation(node, name, generation, inputs, outputs, recorded, attributes, line, 7, timeMs),
      event: {
        type: 'operation' as const,
        node,
        name,
        generation,
        inputs: inputs.map(({ id }) => id),
        outputs: outputs.map(({ id }) => id),
        recorded: recorded ? 1 : 0,
        attributes,
        line,
        column: 7,
        timeMs,
      },
    })),
  fc.tuple(fc.nat(), fc.integer(), fc.string(), arrays).map(([variable, creator, name, array]) => ({
    hot: (writer: HotTraceWriter) => writer.variableCreated(variable, creator, 3, name, array, 4, 5),
    event: {
      type: 'variable-created' as const,
      variable,
      creator,
      generation: 3,
      name,
      array: ownerId(array),
      ...describeArray(array),
      line: 4,
      column: 5,
    },
  })),
  fc.tuple(fc.nat(), arrays, fc.boolean(), arrays).map(([variable, array, accumulated, contribution]) => ({
    hot: (writer: HotTraceWriter) => writer.gradientStored(variable, 9, array, accumulated, contribution),
    event: {
      type: 'gradient-stored' as const,
      variable,
      gradient: 9,
      array: ownerId(array),
      accumulated: accumulated ? 1 : 0,
      contribution: ownerId(contribution),
      ...describeArray(array),
    },
  })),
  fc.tuple(fc.nat(), fc.nat(), fc.double()).map(([pass, node, timeMs]) => ({
    hot: (writer: HotTraceWriter) => writer.backwardStep(pass, node, timeMs),
    event: { type: 'backward-step' as const, pass, node, timeMs },
  })),
  fc.tuple(fc.nat(), fc.boolean()).map(([variable, cleared]) => ({
    hot: (writer: HotTraceWriter) => writer.gradientDropped(variable, cleared),
    event: { type: 'gradient-dropped' as const, variable, cleared: cleared ? 1 : 0 },
  })),
)

describe('the writer of frequent events', () => {
  it('gives the bytes of the general writer, event for event', () => {
    fc.assert(
      fc.property(fc.array(writes, { maxLength: 30 }), (list) => {
        const hot = new HotTraceWriter(0)
        const general = new TraceChunkWriter(0)
        for (const { hot: write, event } of list) {
          write(hot)
          general.write(event)
        }
        const bytes = hot.finish()
        expect(bytes).toEqual(general.finish())
        expect([...openTraceChunk(bytes).events()]).toEqual(list.map(({ event }) => event))
      }),
    )
  })
})
