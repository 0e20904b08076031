// Reads an index as NumPy does: which elements of an array it names, and in which shape. Moves no data.
import { ArrayError } from './arrayError'
import { NDArray } from './ndarray'
import {
  broadcastShapes,
  broadcastStrides,
  checkPosition,
  describe,
  formatShape,
  isContiguous,
  sizeOf,
  stridesOf,
} from './shape'

/** A list of positions or truth values, nested as deep as wanted. */
export type IndexList = readonly (number | boolean | IndexList)[]

/** One part of an index: a number, `'1:3'` or `'...'`, null (a new axis), positions, or a bool mask. */
export type IndexItem = number | string | null | IndexList | NDArray

/** The parts of an index in order, as in `x.get(...index)`. */
export type Index = readonly IndexItem[]

/**
 * What an index selects: a view, or (with index arrays and masks) elements by their place in the buffer: at every start,
 * in row-major order, the places `start + block[i]`. `solid` says that the block lies without gaps.
 */
export type Selection =
  | { readonly kind: 'view'; readonly view: NDArray; readonly single: boolean }
  | {
      readonly kind: 'elements'
      readonly shape: readonly number[]
      readonly starts: Float64Array
      readonly block: Float64Array
      readonly solid: boolean
    }

type Part =
  | { readonly kind: 'at'; readonly at: number }
  | {
      readonly kind: 'slice'
      readonly start: number | null
      readonly stop: number | null
      readonly step: number
    }
  | { readonly kind: 'new' }
  | { readonly kind: 'rest' }
  | { readonly kind: 'list'; readonly list: NDArray }
  | { readonly kind: 'mask'; readonly mask: NDArray }

const slicePattern = /^\s*([+-]?\d+)?\s*:\s*([+-]?\d+)?\s*(?::\s*([+-]?\d+)?\s*)?$/

function parsePart(item: IndexItem | undefined): Part {
  if (item === null) return { kind: 'new' }
  if (typeof item === 'number') {
    if (Number.isInteger(item)) return { kind: 'at', at: item }
    throw new ArrayError(`index: ${item} is no whole number`, 'use Math.floor or an integer')
  }
  if (typeof item === 'string') return parseSlice(item)
  const list = Array.isArray(item) ? listToArray(item as IndexList) : item
  if (list instanceof NDArray) {
    if (list.dtype === 'bool') return { kind: 'mask', mask: list }
    if (list.dtype === 'int32') return { kind: 'list', list }
    const whole = list.toTyped().every((value) => Number.isInteger(value))
    if (whole) return { kind: 'list', list: list.astype('int32') }
    throw new ArrayError(
      `index: an index array holds whole numbers, got ${list.dtype} values`,
      "use astype('int32')",
    )
  }
  throw new ArrayError(
    `index: cannot index with ${describe(item)}`,
    "use a number, '1:3', '...', null, an index array or a bool mask",
  )
}

function parseSlice(text: string): Part {
  if (text.trim() === '...') return { kind: 'rest' }
  const match = slicePattern.exec(text)
  if (match === null)
    throw new ArrayError(`index: '${text}' is no slice`, "write it as '1:3', '::2' or '...'")
  const number = (part: string | undefined): number | null => (part === undefined ? null : Number(part))
  const step = number(match[3]) ?? 1
  if (step === 0) throw new ArrayError(`index: the step of '${text}' is 0`, 'use 1, 2, … or -1')
  return { kind: 'slice', start: number(match[1]), stop: number(match[2]), step }
}

/** Nested positions or truth values as an int32 or bool array. */
function listToArray(list: IndexList): NDArray {
  const shape: number[] = []
  for (let level: unknown = list; Array.isArray(level); level = (level as unknown[])[0])
    shape.push(level.length)
  const flat: (number | boolean)[] = []
  const walk = (value: unknown, depth: number): void => {
    if (Array.isArray(value)) {
      if (value.length !== shape[depth])
        throw new ArrayError('index: the lists differ in length', 'make them equal')
      value.forEach((part) => walk(part, depth + 1))
    } else if (depth === shape.length && (typeof value === 'boolean' || Number.isInteger(value))) {
      flat.push(value as number | boolean)
    } else {
      throw new ArrayError(
        `index: a list holds whole numbers or booleans, got ${describe(value)}`,
        'check its values',
      )
    }
  }
  walk(list, 0)
  const mask = flat.length > 0 && flat.every((value) => typeof value === 'boolean')
  const values = flat.map(Number)
  return mask
    ? NDArray.fromTyped(Uint8Array.from(values), shape, 'bool')
    : NDArray.fromTyped(Int32Array.from(values), shape, 'int32')
}

/** How many axes of the array a part uses up. */
function axesOf(part: Part): number {
  if (part.kind === 'new' || part.kind === 'rest') return 0
  return part.kind === 'mask' ? part.mask.ndim : 1
}

/** Parses the parts and stretches `...` (or the missing tail) over the axes that no part names. */
function parseIndex(a: NDArray, index: Index): { parts: Part[]; ellipsis: boolean } {
  const parts = Array.from(index, parsePart)
  const used = parts.reduce((total, part) => total + axesOf(part), 0)
  if (used > a.ndim) {
    throw new ArrayError(
      `index: ${used} indices for an array of shape ${formatShape(a.shape)}`,
      a.ndim === 0 ? 'a 0-d array has no axis to index; use item()' : `give at most ${a.ndim}`,
    )
  }
  const rest = parts.findIndex((part) => part.kind === 'rest')
  if (rest !== -1 && parts.some((part, i) => i > rest && part.kind === 'rest')) {
    throw new ArrayError("index: '...' stands twice", 'use it once')
  }
  const whole = Array.from({ length: a.ndim - used }, (): Part => ({
    kind: 'slice',
    start: null,
    stop: null,
    step: 1,
  }))
  parts.splice(rest === -1 ? parts.length : rest, rest === -1 ? 0 : 1, ...whole)
  return { parts, ellipsis: rest !== -1 }
}

/** First position, count and step of a slice over an axis (Python's rules). */
function sliceRange(
  part: { readonly start: number | null; readonly stop: number | null; readonly step: number },
  length: number,
): { start: number; count: number } {
  const { step } = part
  const low = step > 0 ? 0 : -1
  const high = step > 0 ? length : length - 1
  const bound = (value: number | null, missing: number): number => {
    if (value === null) return missing
    return Math.min(Math.max(value < 0 ? value + length : value, low), high)
  }
  const start = bound(part.start, step > 0 ? low : high)
  const stop = bound(part.stop, step > 0 ? high : low)
  return { start, count: Math.max(0, Math.ceil((stop - start) / step)) }
}

/** Finds what `index` names in `a`. Errors name the axis and its size. */
export function select(a: NDArray, index: Index): Selection {
  const { parts, ellipsis } = parseIndex(a, index)
  const gathers = parts.some((part) => part.kind === 'list' || part.kind === 'mask')
  return gathers ? selectElements(a, parts) : selectView(a, parts, ellipsis)
}

function selectView(a: NDArray, parts: readonly Part[], ellipsis: boolean): Selection {
  const shape: number[] = []
  const strides: number[] = []
  let offset = a.offset
  let axis = 0
  for (const part of parts) {
    if (part.kind === 'new') {
      shape.push(1)
      strides.push(0)
    } else if (part.kind === 'at') {
      offset += checkPosition(part.at, a.shape[axis]!, axis) * a.strides[axis]!
      axis++
    } else if (part.kind === 'slice') {
      const { start, count } = sliceRange(part, a.shape[axis]!)
      if (count > 0) offset += start * a.strides[axis]!
      shape.push(count)
      strides.push(a.strides[axis]! * part.step)
      axis++
    }
  }
  return {
    kind: 'view',
    view: NDArray.view(a, shape, strides, offset),
    single: shape.length === 0 && !ellipsis,
  }
}

/** An index array with the strides (in the buffer) of the axes it goes along. */
interface Gather {
  readonly list: NDArray
  readonly axis: number
}

/** The positions of the true elements of a mask, one array per axis. */
export function nonzero(mask: NDArray): NDArray[] {
  const values = mask.toTyped()
  const strides = stridesOf(mask.shape)
  const places: number[] = []
  for (let i = 0; i < values.length; i++) if (values[i] !== 0) places.push(i)
  return mask.shape.map((length, axis) =>
    NDArray.fromTyped(
      Int32Array.from(places, (place) => Math.floor(place / strides[axis]!) % length),
      [places.length],
      'int32',
    ),
  )
}

function selectElements(a: NDArray, parts: readonly Part[]): Selection {
  const gathers: Gather[] = []
  const before: number[][] = [[], []]
  const after: number[][] = [[], []]
  let offset = a.offset
  let axis = 0
  let groups = 0
  let inGroup = false
  for (const part of parts) {
    const basic = part.kind === 'slice' || part.kind === 'new'
    if (!basic && !inGroup) groups++
    inGroup = !basic
    if (basic) {
      const target = groups === 0 ? before : after
      if (part.kind === 'new') {
        target[0]!.push(1)
        target[1]!.push(0)
        continue
      }
      const { start, count } = sliceRange(part, a.shape[axis]!)
      if (count > 0) offset += start * a.strides[axis]!
      target[0]!.push(count)
      target[1]!.push(a.strides[axis]! * part.step)
      axis++
    } else if (part.kind === 'mask') {
      checkMask(a, part.mask, axis)
      for (const list of nonzero(part.mask)) gathers.push({ list, axis: axis++ })
    } else {
      const list =
        part.kind === 'list' ? part.list : NDArray.scalar(part.kind === 'at' ? part.at : 0, 'int32')
      gathers.push({ list, axis: axis++ })
    }
  }
  // NumPy puts the gathered axes where they stand when they are neighbours, else in front.
  const lead = groups > 1 ? [[], []] : before
  const tail = groups > 1 ? [0, 1].map((k) => [...before[k]!, ...after[k]!]) : after
  const gathered = gatherPlaces(a, gathers)
  const shape = [...lead[0]!, ...gathered.shape, ...tail[0]!]
  const outer = stridedPlaces(lead[0]!, lead[1]!)
  const block = stridedPlaces(tail[0]!, tail[1]!)
  const starts = new Float64Array(outer.length * gathered.places.length)
  let at = 0
  for (const p of outer) for (const q of gathered.places) starts[at++] = offset + p + q
  return { kind: 'elements', shape, starts, block, solid: isContiguous(tail[0]!, tail[1]!) }
}

function checkMask(a: NDArray, mask: NDArray, axis: number): void {
  mask.shape.forEach((length, i) => {
    if (length !== a.shape[axis + i]) {
      throw new ArrayError(
        `index: a mask of shape ${formatShape(mask.shape)} does not fit ${formatShape(a.shape)} at axis ${axis}`,
        'sizes must be equal',
      )
    }
  })
}

/** Offsets of the elements that index arrays name, broadcast against each other. */
function gatherPlaces(
  a: NDArray,
  gathers: readonly Gather[],
): { shape: readonly number[]; places: Float64Array } {
  let shape: readonly number[] = []
  for (const { list } of gathers) shape = broadcastShapes('index', shape, list.shape)
  const places = new Float64Array(sizeOf(shape))
  for (const { list, axis } of gathers) {
    const length = a.shape[axis]!
    const step = a.strides[axis]!
    const own = Float64Array.from(list.toTyped(), (at) => checkPosition(at, length, axis) * step)
    const offsets = NDArray.view(
      NDArray.fromTyped(own, list.shape, 'float64'),
      shape,
      broadcastStrides(list.shape, stridesOf(list.shape), shape),
      0,
    ).toTyped()
    for (let i = 0; i < places.length; i++) places[i] = places[i]! + offsets[i]!
  }
  return { shape, places }
}

/** Offsets of all elements of a strided block in row-major order. */
function stridedPlaces(shape: readonly number[], strides: readonly number[]): Float64Array {
  let places = new Float64Array(1)
  shape.forEach((length, axis) => {
    const next = new Float64Array(places.length * length)
    for (let i = 0, at = 0; i < places.length; i++) {
      for (let j = 0; j < length; j++) next[at++] = places[i]! + j * strides[axis]!
    }
    places = next
  })
  return places
}
