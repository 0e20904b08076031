import { expect, it } from 'vitest'
import { lossModel } from './chartModel'
import { toChartOption } from './chartOption'
import { chartSvg } from './echarts'
import { pictureOption } from './pictureOption'

it('a picture says what it shows, and its lines are as high as on the screen', () => {
  const metric = { name: 'loss', thinned: null, seqs: [0, 1], steps: [0, 1], values: [1, 2], lines: [1, 1] }
  const model = lossModel([metric], { smoothing: 0, log: false, xName: 'step', yName: 'value' })
  const token = (name: string): string => (name === 'surface' ? '#ffffff' : '#000000')
  const screen = toChartOption(model, token, 1.5, 600)
  const { option, more } = pictureOption(screen, 'loss over the steps', token, 1.5)
  /** Where a word stands in a picture, from its top. */
  const heightOf = (svg: string, text: string): number =>
    Number(new RegExp(`translate\\([\\d.]+ ([\\d.]+)\\)"[^>]*>${text}<`).exec(svg)?.[1])
  const before = chartSvg(screen, 600, 400)
  const after = chartSvg(option, 600, 400 + more)
  expect(before).not.toContain('loss over the steps')
  expect(heightOf(after, 'loss over the steps')).toBeLessThan(more)
  for (const word of ['value', 'step']) {
    expect(heightOf(after, word) - heightOf(before, word)).toBeCloseTo(more, 6)
  }
})
