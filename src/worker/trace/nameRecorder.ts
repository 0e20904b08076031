// Records what the names, fields and lists of the script hold. Knows values and their ids, not who tells of them.
import type { SourcePosition } from '@shared/failure'
import { containedKinds, type TraceEventOf } from '@shared/trace'
import { ownedBytes, ownerId } from '../engine/memory'
import { NDArray } from '../engine/ndarray'
import { Variable } from '../engine/variable'
import type { Contained } from '../script/containers'
import type { TraceStream } from './traceStream'

const noAxes: readonly number[] = []

export class NameRecorder {
  private readonly holders = new WeakMap<object, number>()
  private nextHolder = 0

  /** @param isSilent nothing is recorded */
  constructor(
    private readonly stream: TraceStream,
    private readonly isSilent: boolean,
  ) {}

  /** A name of the script took a value. Only variables, arrays and numbers are worth an event. */
  bound(name: string, depth: number, value: unknown, at: SourcePosition): void {
    this.bind(name, name, depth, value, at)
  }

  private bind(name: string, slot: string, depth: number, value: unknown, at: SourcePosition): void {
    if (this.isSilent) return
    let kind: TraceEventOf<'name-bound'>['kind'] = 'other'
    let target = -1
    let bytes = 0
    let shape: readonly number[] = noAxes
    let text = ''
    if (value instanceof Variable) {
      kind = 'variable'
      target = value.id
      shape = value.data?.shape ?? noAxes
    } else if (value instanceof NDArray) {
      kind = 'array'
      target = ownerId(value)
      bytes = ownedBytes(value)
      shape = value.shape
      text = shorten(String(value))
    } else if (typeof value === 'number') {
      kind = 'number'
      text = String(value)
    } else if ((typeof value === 'object' && value !== null) || typeof value === 'function') {
      target = this.holders.get(value) ?? -1
      if (target >= 0) kind = 'container'
    }
    // Loops bind names as often as they compute: no object is made for it.
    const { line, column } = at
    this.stream.writer.nameBound(name, slot, depth, kind, target, bytes, shape, text, line, column)
    this.stream.wroteTexts()
  }

  /** A field or element of an object took a value. The slot tells the fields of two objects apart. */
  stored(owner: object, key: PropertyKey, path: string, value: unknown, at: SourcePosition): void {
    this.bind(path, `#${this.holderId(owner)}.${String(key)}`, 0, value, at)
  }

  /** A list or object holds other engine values than before. */
  filled(container: object, kept: number, added: readonly Contained[]): void {
    const id = this.holderId(container)
    if (this.isSilent) return
    this.stream.write({
      type: 'container-filled',
      container: id,
      kept,
      kinds: added.map(({ kind }) => containedKinds.indexOf(kind)),
      targets: added.map(({ value }) =>
        value instanceof Variable
          ? value.id
          : value instanceof NDArray
            ? ownerId(value)
            : this.holderId(value),
      ),
      bytes: added.map(({ value }) => (value instanceof NDArray ? ownedBytes(value) : 0)),
      keys: added.map(({ key }) => key).join('\n'),
    })
  }

  /** Lists and objects that nothing holds any more. */
  letGo(containers: readonly object[]): void {
    const ids = containers.map((container) => this.holderId(container))
    if (!this.isSilent) this.stream.write({ type: 'containers-let-go', containers: ids })
  }

  private holderId(container: object): number {
    let id = this.holders.get(container)
    if (id === undefined) this.holders.set(container, (id = this.nextHolder++))
    return id
  }
}

function shorten(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 199)}…`
}
