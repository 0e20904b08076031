// Prints arrays as NumPy 2 does. Reads arrays only.
// Source of the rules: numpy/_core/arrayprint.py (FloatingFormat, IntegerFormat, BoolFormat, _formatArray).
import { formatFloat, positional, scientific, scientificFilled } from './arrayDigits'
import type { NDArray } from './ndarray'

/** NumPy's default print options. */
const precision = 8
const threshold = 1000
const edgeItems = 3
const lineWidth = 75
const summary = '...'

/** NumPy's `str(array)`. */
export function formatArray(array: NDArray): string {
  if (array.shape.length === 0) return formatScalar(array)
  if (array.size === 0) return '[]'
  const summarize = array.size > threshold
  const format = elementFormat(array, summarize)
  return formatRows(array, format, summarize)
}

function formatScalar(array: NDArray): string {
  const value = array.first()
  if (array.dtype === 'bool') return value === 0 ? 'False' : 'True'
  return array.dtype === 'int32' ? String(value) : formatFloat(value, array.dtype === 'float32')
}

/** Positions along an axis that are shown: of a long one that is summarized, its ends alone. */
function shownPositions(length: number, summarize: boolean): number[] {
  const areEnds = summarize && length > 2 * edgeItems
  const shown = areEnds ? 2 * edgeItems : length
  return Array.from({ length: shown }, (_, i) => (areEnds && i >= edgeItems ? length - shown + i : i))
}

/** The values that are shown, from which the common width follows. */
function shownValues(array: NDArray, summarize: boolean): number[] {
  const buffer = array.peek()
  if (!summarize) return Array.from(array.toTyped())
  let places = [array.offset]
  array.shape.forEach((length, axis) => {
    const positions = shownPositions(length, true)
    places = places.flatMap((place) => positions.map((i) => place + i * array.strides[axis]!))
  })
  return places.map((place) => buffer[place]!)
}

type ElementFormat = (value: number) => string

function elementFormat(array: NDArray, summarize: boolean): ElementFormat {
  if (array.dtype === 'bool') return (value) => (value === 0 ? 'False' : ' True')
  const values = shownValues(array, summarize)
  if (array.dtype === 'int32') {
    const width = Math.max(...values.map((value) => String(value).length))
    return (value) => String(value).padStart(width)
  }
  return floatFormat(values, array.dtype === 'float32')
}

function floatFormat(values: readonly number[], single: boolean): ElementFormat {
  const finite = values.filter((value) => Number.isFinite(value))
  const exponential = needsExponent(finite, single)
  const write = exponential ? scientific : positional
  const parts = finite.map((value) => splitNumber(write(value, precision, single)))
  const right = Math.max(0, ...parts.map((part) => part.fraction.length))
  const power = Math.max(0, ...parts.map((part) => part.power.length))
  const tail = exponential ? right + 1 + power : right
  let left = Math.max(0, ...parts.map((part) => part.integer.length))
  if (finite.length !== values.length) {
    const negative = values.some((value) => value === -Infinity) ? 1 : 0
    left = Math.max(left, 3 - (tail + 1), 3 + negative - (tail + 1))
  }
  return (value) => {
    if (!Number.isFinite(value)) return formatFloat(value).padStart(left + 1 + tail)
    if (!exponential) {
      const { integer, fraction } = splitNumber(positional(value, precision, single))
      return `${integer.padStart(left)}.${fraction.padEnd(right)}`
    }
    const { integer, fraction, power: own } = splitNumber(scientificFilled(value, right, single))
    return `${integer.padStart(left)}.${fraction}e${own[0]!}${own.slice(1).padStart(power - 1, '0')}`
  }
}

/** True when the magnitudes are too large, too small or too far apart for plain decimals. */
function needsExponent(finite: readonly number[], single: boolean): boolean {
  const magnitudes = finite.filter((value) => value !== 0).map(Math.abs)
  if (magnitudes.length === 0) return false
  const largest = Math.max(...magnitudes)
  const smallest = Math.min(...magnitudes)
  const ratio = single ? Math.fround(largest / smallest) : largest / smallest
  // NumPy's cut-off follows the digits that the type holds: 8 for float64, 6 for float32.
  return largest >= (single ? 1e6 : 1e8) || smallest < (single ? Math.fround(0.0001) : 0.0001) || ratio > 1000
}

function splitNumber(text: string): { integer: string; fraction: string; power: string } {
  const [mantissa, power = ''] = text.split('e') as [string, string?]
  const point = mantissa.indexOf('.')
  return { integer: mantissa.slice(0, point), fraction: mantissa.slice(point + 1), power }
}

/** Nests rows in brackets and wraps the last axis at the line width. */
function formatRows(array: NDArray, format: ElementFormat, summarize: boolean): string {
  const buffer = array.peek()
  const ndim = array.shape.length
  const rows = (axis: number, place: number, indent: string, width: number): string => {
    const length = array.shape[axis]!
    const step = array.strides[axis]!
    const positions = shownPositions(length, summarize)
    const gap = positions.length < length ? edgeItems : -1
    if (axis === ndim - 1) {
      const words = positions.map((i) => format(buffer[place + i * step]!))
      if (gap >= 0) words.splice(gap, 0, summary)
      return wrapWords(words, indent, width - 1)
    }
    const nested = positions.map((i) => rows(axis + 1, place + i * step, `${indent} `, width - 1))
    if (gap >= 0) nested.splice(gap, 0, summary)
    return `[${nested.join('\n'.repeat(ndim - axis - 1) + indent)}]`
  }
  return rows(0, array.offset, ' ', lineWidth)
}

/** Words separated by blanks; a line that would pass `width` goes on below, indented. */
function wrapWords(words: readonly string[], indent: string, width: number): string {
  let done = ''
  let line = indent
  words.forEach((word, i) => {
    if (line.length + word.length > width && line.length > indent.length) {
      done += `${line.trimEnd()}\n`
      line = indent
    }
    line += word
    if (i < words.length - 1) line += ' '
  })
  return `[${(done + line).slice(indent.length)}]`
}
