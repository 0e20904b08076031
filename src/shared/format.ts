// Numbers, shapes and sizes as the interface prints them. Full precision stays in tooltips and copies.
import { toValueSummary } from './valueSummary'

/** Four significant digits; very large and very small ones with an exponent. */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  if (value === 0) return Object.is(value, -0) ? '-0' : '0'
  const size = Math.abs(value)
  if (size >= 1e5 || size < 1e-3) {
    const [digits, exponent] = value.toExponential(3).split('e') as [string, string]
    return `${trimZeros(digits)}e${exponent.replace('+', '')}`
  }
  return String(Number(value.toPrecision(4)))
}

/** A whole number with separators that no language mistakes for a decimal point. */
export function formatCount(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, '\u202f')
}

/** Bytes in the unit in which they read well; decimal units, as disks and charts have them. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  if (bytes < 1e6) return `${trimZeros((bytes / 1e3).toPrecision(3))} kB`
  if (bytes < 1e9) return `${trimZeros((bytes / 1e6).toPrecision(bytes < 1e8 ? 3 : 4))} MB`
  return `${trimZeros((bytes / 1e9).toPrecision(4))} GB`
}

export function formatDuration(ms: number): string {
  if (ms < 1) return '<1 ms'
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`
}

/** A share as a percentage: whole ones, below 1 % one figure. */
export function formatShare(share: number): string {
  const percent = share * 100
  return `${percent >= 1 || percent === 0 ? Math.round(percent) : Number(percent.toPrecision(1))} %`
}

/** `2×3`; a single value has no shape to print. */
export const formatShape = (shape: readonly number[]): string => shape.join('×')

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, side) => product * side, 1)

/** What an array holds, in a few characters: the number, a short list, or its shape. `limit` elements at most. */
export function previewArray(shape: readonly number[], summary: readonly number[], limit = 4): string {
  const size = sizeOf(shape)
  const { first, min, max } = toValueSummary(summary)
  if (size === 0) return '[ ]'
  if (shape.length === 0) return formatNumber(first[0] ?? NaN)
  if (size <= limit && first.length >= size) return nested(shape, first.slice(0, size))
  return `${formatShape(shape)} [${formatNumber(min)} … ${formatNumber(max)}]`
}

/** The same where the shape stands beside it: an array that is too large to list shows its range alone. */
export function previewValues(shape: readonly number[], summary: readonly number[], limit = 4): string {
  const text = previewArray(shape, summary, limit)
  const prefix = `${formatShape(shape)} `
  return shape.length > 0 && text.startsWith(prefix) ? text.slice(prefix.length) : text
}

function nested(shape: readonly number[], values: readonly number[]): string {
  if (shape.length === 0) return formatNumber(values[0]!)
  const [side, ...rest] = shape as [number, ...number[]]
  const stride = values.length / side
  const parts = Array.from({ length: side }, (_, i) =>
    nested(rest, values.slice(i * stride, (i + 1) * stride)),
  )
  return `[${parts.join(', ')}]`
}

function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}

/** `meanSquaredError` → `MeanSquaredError`: a function as the book names its class. */
export const toFunctionName = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1)
