// Small pictures of arrays from their recorded elements: a line for a list, a heatmap for a matrix, else a histogram.
// Knows a canvas and colours; nothing of components.
import type { ArrayVersion } from '@shared/traceRecords'
import { toValueSummary } from '@shared/valueSummary'
import type { TokenReader } from '../ui/theme'

export type ValuePicture =
  | { readonly kind: 'line'; readonly values: readonly number[] }
  | { readonly kind: 'heatmap'; readonly columns: number; readonly values: readonly number[] }
  | {
      readonly kind: 'histogram'
      readonly counts: readonly number[]
      readonly low: number
      readonly high: number
    }

/** More than this in a row are too thin to be told apart in a heatmap. */
const mostColumns = 32
const bins = 12

/** Null where a picture says no more than the number: a single value, or none that is finite. */
export function toPicture({ shape, summary }: ArrayVersion): ValuePicture | null {
  const { first } = toValueSummary(summary)
  if (first.length < 2 || !first.some(Number.isFinite)) return null
  const sides = shape.filter((side) => side > 1)
  if (sides.length <= 1) return { kind: 'line', values: first }
  const columns = sides.at(-1)!
  if (sides.length === 2 && columns <= mostColumns) return { kind: 'heatmap', columns, values: first }
  return toHistogram(first)
}

/** Equal bins from the smallest to the largest finite value. */
export function toHistogram(values: readonly number[]): ValuePicture & { kind: 'histogram' } {
  const finite = values.filter(Number.isFinite)
  const low = Math.min(...finite)
  const high = Math.max(...finite)
  const counts = new Array<number>(bins).fill(0)
  for (const value of finite) {
    const at = high > low ? Math.floor(((value - low) / (high - low)) * bins) : 0
    counts[Math.min(bins - 1, at)]!++
  }
  return { kind: 'histogram', counts, low, high }
}

/** Draws into the whole canvas, whose size in CSS pixels is given. */
export function drawPicture(
  context: CanvasRenderingContext2D,
  picture: ValuePicture,
  width: number,
  height: number,
  token: TokenReader,
): void {
  context.clearRect(0, 0, width, height)
  if (picture.kind === 'line') drawLine(context, picture.values, width, height, token)
  else if (picture.kind === 'heatmap') drawHeatmap(context, picture, width, height, token)
  else drawBars(context, picture.counts, width, height, token)
}

function drawLine(
  context: CanvasRenderingContext2D,
  values: readonly number[],
  width: number,
  height: number,
  token: TokenReader,
): void {
  const finite = values.filter(Number.isFinite)
  const low = Math.min(...finite)
  const high = Math.max(...finite)
  const margin = 3
  const toX = (i: number): number => margin + (i / (values.length - 1)) * (width - 2 * margin)
  const toY = (value: number): number =>
    high === low ? height / 2 : margin + ((high - value) / (high - low)) * (height - 2 * margin)
  if (low < 0 && high > 0) {
    context.fillStyle = token('line')
    context.fillRect(0, Math.round(toY(0)), width, 1)
  }
  context.strokeStyle = token('series-1')
  context.lineWidth = 1.5
  context.lineJoin = 'round'
  context.beginPath()
  let isDrawing = false
  values.forEach((value, i) => {
    if (!Number.isFinite(value)) isDrawing = false
    else if (isDrawing) context.lineTo(toX(i), toY(value))
    else {
      context.moveTo(toX(i), toY(value))
      isDrawing = true
    }
  })
  context.stroke()
  // A value between two that are none has no line to be part of.
  context.fillStyle = token('series-1')
  for (const i of lonePlaces(values)) context.fillRect(toX(i) - 1.5, toY(values[i]!) - 1.5, 3, 3)
  context.fillStyle = token('danger')
  values.forEach((value, i) => {
    if (!Number.isFinite(value)) context.fillRect(toX(i) - 1, 0, 2, height)
  })
}

/** Where a finite value has no finite neighbour. */
export function lonePlaces(values: readonly number[]): number[] {
  const isFinite = (i: number): boolean => Number.isFinite(values[i])
  return values.flatMap((_, i) => (isFinite(i) && !isFinite(i - 1) && !isFinite(i + 1) ? [i] : []))
}

/**
 * Negative values in one hue, positive ones in another, the stronger the larger; what is no number stands out. Values of
 * one sign go from the smallest to the largest, or they would all look alike.
 */
function drawHeatmap(
  context: CanvasRenderingContext2D,
  { columns, values }: ValuePicture & { kind: 'heatmap' },
  width: number,
  height: number,
  token: TokenReader,
): void {
  const rows = Math.ceil(values.length / columns)
  const sizes = values.filter(Number.isFinite).map(Math.abs)
  const isMixed = values.some((value) => value < 0) && values.some((value) => value > 0)
  const least = isMixed ? 0 : Math.min(...sizes)
  const range = Math.max(...sizes) - least
  // Of equal values other than zero each is the largest.
  const shareOf = (size: number): number => (range > 0 ? (size - least) / range : Math.sign(size))
  const gap = width / columns >= 4 && height / rows >= 4 ? 1 : 0
  values.forEach((value, i) => {
    const left = Math.round(((i % columns) * width) / columns)
    const right = Math.round((((i % columns) + 1) * width) / columns)
    const top = Math.round((Math.floor(i / columns) * height) / rows)
    const bottom = Math.round(((Math.floor(i / columns) + 1) * height) / rows)
    const isNumber = Number.isFinite(value)
    context.globalAlpha = isNumber ? 0.08 + 0.92 * shareOf(Math.abs(value)) : 1
    context.fillStyle = token(!isNumber ? 'danger' : value < 0 ? 'series-1' : 'series-2')
    context.fillRect(left, top, right - left - gap, bottom - top - gap)
  })
  context.globalAlpha = 1
}

function drawBars(
  context: CanvasRenderingContext2D,
  counts: readonly number[],
  width: number,
  height: number,
  token: TokenReader,
): void {
  const most = Math.max(...counts)
  const step = width / counts.length
  context.fillStyle = token('series-6')
  counts.forEach((count, i) => {
    const bar = (count / most) * (height - 1)
    context.fillRect(Math.round(i * step), height - bar, Math.max(1, Math.round(step) - 1), bar)
  })
  context.fillStyle = token('line-strong')
  context.fillRect(0, height - 1, width, 1)
}
