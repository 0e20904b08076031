// The forecast of the next run's peak in words. Knows no component.
import { formatBytes, formatCount, formatNumber } from '@shared/format'
import type { Translate } from '../i18n'
import type { Forecast } from './forecastStore'

export function forecastText({ estimate, lastPeak }: Forecast, t: Translate): string {
  if (estimate === null) return t('forecast.other', { size: formatBytes(lastPeak) })
  const size = formatBytes(estimate.bytes)
  if (estimate.changes.length === 0) return t('forecast.same', { size })
  const changes = estimate.changes
    .map(({ name, before, after }) => `${name} ${numberText(before)} → ${numberText(after)}`.trim())
    .join(', ')
  return t('forecast.scaled', { size: rounded(estimate.bytes), last: formatBytes(lastPeak), changes })
}

/** Two digits: an estimate is no measurement. */
const rounded = (bytes: number): string => formatBytes(Number(bytes.toPrecision(2)))

const numberText = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) < 1e9 ? formatCount(value) : formatNumber(value)
