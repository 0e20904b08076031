// A point in time as a list shows it: the clock today, the day in this year, the date before. Pure.

/** Times are epoch milliseconds; `locale` is a BCP 47 tag. */
export function formatMoment(time: number, now: number, locale: string): string {
  const then = new Date(time)
  const today = new Date(now)
  if (then.toDateString() === today.toDateString()) {
    return then.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' })
  }
  const isThisYear = then.getFullYear() === today.getFullYear()
  return then.toLocaleDateString(locale, {
    month: 'short',
    day: 'numeric',
    ...(isThisYear ? { hour: '2-digit', minute: '2-digit' } : { year: 'numeric' }),
  })
}
