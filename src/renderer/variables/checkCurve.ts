// The error of a gradient check against its step, as a chart, a table and a story. Pure.
import type { GradientCheck } from '@shared/gradientCheck'
import type { ChartModel, ChartTable } from '../charts/chartModel'

/** Errors of exactly zero are drawn here: a log axis has no zero. */
export const leastDrawn = 1e-17

type Curve = GradientCheck['curve']

export function checkCurveModel(curve: Curve, xName: string, yName: string): ChartModel {
  const points = [...curve]
    .reverse()
    .map(({ eps, error }) => [eps, Number.isFinite(error) ? Math.max(error, leastDrawn) : NaN] as const)
  return {
    lines: [{ name: '', color: 'series-1', style: 'marks', points }],
    xName,
    yName,
    xScale: 'log',
    yScale: 'log',
    startsAtZero: false,
    xs: points.map(([eps]) => eps),
    seqs: [],
  }
}

export const checkCurveTable = (curve: Curve, columns: readonly [string, string]): ChartTable => ({
  columns,
  rows: curve.map(({ eps, error }) => [epsText(eps), String(error)]),
})

/** `1e-4`, also where JavaScript would write 0.0001. */
export const epsText = (eps: number): string => eps.toExponential().replace('e+0', '')

/**
 * What the curve shows: the error falls and rises again (`valley`), only rises as eps shrinks because even the largest
 * step is as good (`rising`), is nowhere worth a word (`exact`), or stays because the gradient is wrong (`wrong`).
 */
export type CurveStory = 'valley' | 'rising' | 'exact' | 'wrong'

export function storyOf({ ok, curve }: Pick<GradientCheck, 'ok' | 'curve'>): CurveStory {
  if (!ok) return 'wrong'
  const errors = curve.map(({ error }) => Math.max(error, leastDrawn))
  const least = Math.min(...errors)
  const coarse = errors[0]!
  const fine = errors.at(-1)!
  if (Math.max(coarse, fine) <= 100 * leastDrawn) return 'exact'
  return coarse > 30 * least ? 'valley' : 'rising'
}
