// The sentence under the compared modes: what a mode's difference from the default is made of. Knows no component.
import { formatBytes } from '@shared/format'
import type { MemoryDifference } from '@shared/memoryDifference'
import type { Translate } from '../i18n'
import { signedBytes } from './modeRows'

/** Parts smaller than this share of the difference are not worth words. */
const told = 0.01

export function differenceText(mode: string, difference: MemoryDifference, t: Translate): string {
  const sentences: string[] = []
  const { peak, parts, gradients, gradientBytes } = difference
  if (gradients > 0) {
    const size = formatBytes(gradientBytes)
    sentences.push(
      t(gradients === 1 ? 'difference.gradient' : 'difference.gradients', { mode, count: gradients, size }),
    )
  }
  if (peak === 0) sentences.push(t('difference.peakSame', { mode }))
  else {
    const list = parts
      .filter(({ bytes }) => Math.abs(bytes) >= told * Math.abs(peak))
      .map(({ purpose, bytes }) => `${signedBytes(bytes)} ${t(`memory.${purpose}`)}`)
      .join(', ')
    const size = formatBytes(Math.abs(peak))
    sentences.push(t(peak > 0 ? 'difference.peakMore' : 'difference.peakLess', { mode, size, list }))
  }
  return sentences.join(' ')
}
