import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { shortForms, type TraceEvent, TraceChunkWriter } from '@shared/trace'
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

/** One call of the writer and the events that it stands for. */
interface Write {
  readonly hot: (writer: HotTraceWriter) => void
  readonly events: readonly TraceEvent[]
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
      events: [
        {
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
      ],
    })),
  fc.tuple(fc.nat(), fc.integer(), fc.string(), arrays).map(([variable, creator, name, array]) => ({
    hot: (writer: HotTraceWriter) => writer.variableCreated(variable, creator, 3, name, array, 4, 5, false),
    events: [
      {
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
    ],
  })),
  fc.tuple(fc.nat(), arrays, fc.boolean(), arrays).map(([variable, array, accumulated, contribution]) => ({
    hot: (writer: HotTraceWriter) =>
      writer.gradientStored(variable, 9, array, accumulated, contribution, false),
    events: [
      {
        type: 'gradient-stored' as const,
        variable,
        gradient: 9,
        array: ownerId(array),
        accumulated: accumulated ? 1 : 0,
        contribution: ownerId(contribution),
        ...describeArray(array),
      },
    ],
  })),
  fc
    .tuple(fc.nat(), fc.string(), fc.nat(2 ** 31 - 2), ids, fc.boolean(), fc.double())
    .map(([node, name, generation, inputs, recorded, value]) => {
      const array = NDArray.scalar(value)
      return {
        hot: (writer: HotTraceWriter) =>
          writer.numberComputed(node, name, generation, inputs, 12, recorded, 3, 4, array),
        events: [
          {
            type: 'operation' as const,
            node,
            name,
            generation,
            inputs: inputs.map(({ id }) => id),
            outputs: [12],
            recorded: recorded ? 1 : 0,
            attributes: '',
            line: 3,
            column: 4,
            timeMs: 0,
          },
          {
            type: 'variable-created' as const,
            variable: 12,
            creator: node,
            generation: recorded ? generation + 1 : 0,
            name: '',
            array: ownerId(array),
            ...describeArray(array),
            line: 3,
            column: 4,
          },
        ],
      }
    }),
  fc.tuple(fc.nat(), arrays).map(([variable, array]) => ({
    hot: (writer: HotTraceWriter) => writer.gradientStored(variable, 9, array, false, array, false),
    events: [
      {
        type: 'gradient-stored' as const,
        variable,
        gradient: 9,
        array: ownerId(array),
        accumulated: 0,
        contribution: ownerId(array),
        ...describeArray(array),
      },
    ],
  })),
  fc.constant({
    hot: (writer: HotTraceWriter) =>
      writer.storageMeasured({
        inUseBytes: 1,
        peakInUseBytes: 2,
        reservedBytes: 3,
        waitingBytes: 4,
        overflowBytes: 5,
      }),
    events: [
      { type: 'storage-measured' as const, inUse: 1, mostInUse: 2, reserved: 3, waiting: 4, overflow: 5 },
    ],
  }),
  fc
    .tuple(fc.nat(), fc.nat(), fc.oneof(fc.constant(0), fc.double({ min: 0 })))
    .map(([pass, node, timeMs]) => ({
      hot: (writer: HotTraceWriter) => writer.backwardStep(pass, node, timeMs),
      events: [{ type: 'backward-step' as const, pass, node, timeMs }],
    })),
  fc
    .tuple(fc.string(), fc.string(), fc.nat(), fc.integer(), fc.array(fc.nat()), fc.string(), fc.boolean())
    .map(([name, field, depth, target, shape, text, isField]) => {
      const slot = isField ? `#1.${field}` : name
      return {
        hot: (writer: HotTraceWriter) =>
          writer.nameBound(name, slot, depth, 'array', target, 8, shape, text, 4, 5),
        events: [
          {
            ...{
              type: 'name-bound' as const,
              name,
              slot,
              depth,
              kind: 'array',
              target,
              bytes: 8,
              shape,
              text,
            },
            ...{ line: 4, column: 5 },
          },
        ],
      }
    }),
  fc.tuple(fc.nat(), fc.boolean()).map(([variable, cleared]) => ({
    hot: (writer: HotTraceWriter) => writer.gradientDropped(variable, cleared),
    events: [{ type: 'gradient-dropped' as const, variable, cleared: cleared ? 1 : 0 }],
  })),
)

class OrphanWriter extends HotTraceWriter {
  result(): this {
    this.int(shortForms.result)
    this.int(0)
    this.float(1)
    this.count++
    return this
  }
}

describe('the writer of frequent events', () => {
  it('writes what the general writer writes, in no more bytes', () => {
    fc.assert(
      fc.property(fc.array(writes, { maxLength: 30 }), (list) => {
        const hot = new HotTraceWriter(0)
        const general = new TraceChunkWriter(0)
        const events = list.flatMap((write) => write.events)
        for (const write of list) write.hot(hot)
        for (const event of events) general.write(event)
        const [bytes, generalBytes] = [hot.finish(), general.finish()]
        expect(bytes.length).toBeLessThanOrEqual(generalBytes.length)
        const told: TraceEvent[] = []
        openTraceChunk(bytes).each((event) => told.push({ ...event }))
        expect(told).toEqual(events)
        expect([...openTraceChunk(bytes).events()]).toEqual(events)
        expect([...openTraceChunk(generalBytes).events()]).toEqual(events)
      }),
    )
  })

  it('refuses a result that stands behind no operation', () => {
    const bytes = new OrphanWriter(0).result().finish()
    expect(() => [...openTraceChunk(bytes).events()]).toThrow('does not fit together')
  })
})
