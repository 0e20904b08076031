// A point in time as a list shows it now, in the window's language. Times are epoch milliseconds.
import { i18n } from '../i18n'
import { formatMoment } from './moment'

export const minuteOf = (time: number): string => formatMoment(time, Date.now(), i18n.global.locale.value)

export const secondOf = (time: number): string =>
  formatMoment(time, Date.now(), i18n.global.locale.value, 'second')
