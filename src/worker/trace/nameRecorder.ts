// Records what the names, fields and lists of the script hold. Knows values and their ids, not who tells of them.
import type { SourcePosition } from '@shared/failure'
import { containedKinds } from '@shared/trace'
import { ownedBytes, ownerId } from '../engine/memory'
import { NDArray } from '../engine/ndarray'
import { Variable } from '../engine/variable'
import type { Contained } from '../script/containers'
import type { TraceStream } from './traceStream'

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
    if (value instanceof Variable)
      this.tell(name, slot, depth, 'variable', value.id, 0, value.data?.shape ?? [], '', at)
    else if (value instanceof NDArray) {
      const text = shorten(String(value))
      this.tell(name, slot, depth, 'array', ownerId(value), ownedBytes(value), value.shape, text, at)
    } else if (typeof value === 'number') this.tell(name, slot, depth, 'number', -1, 0, [], String(value), at)
    else {
      const isHolder = (typeof value === 'object' && value !== null) || typeof value === 'function'
      const target = isHolder ? this.holders.get(value) : undefined
      this.tell(name, slot, depth, target === undefined ? 'other' : 'container', target ?? -1, 0, [], '', at)
    }
  }

  /** Loops bind names as often as they compute. */
  private tell(
    name: string,
    slot: string,
    depth: number,
    kind: 'variable' | 'array' | 'number' | 'container' | 'other',
    target: number,
    bytes: number,
    shape: readonly number[],
    text: string,
    { line, column }: SourcePosition,
  ): void {
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
