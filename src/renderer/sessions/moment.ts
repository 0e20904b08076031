// A point in time as a list shows it: the clock today, the day in this year, the date before. Pure.

/**
 * Times are epoch milliseconds; `locale` is a BCP 47 tag. Runs and versions follow each other within a minute, so that
 * their clock shows the seconds.
 */
export function formatMoment(
  time: number,
  now: number,
  locale: string,
  precision: 'minute' | 'second' = 'minute',
): string {
  const then = new Date(time)
  const today = new Date(now)
  const clock = { hour: '2-digit', minute: '2-digit' } as const
  if (then.toDateString() === today.toDateString()) {
    return then.toLocaleTimeString(locale, {
      ...clock,
      ...(precision === 'second' ? { second: '2-digit' } : {}),
    })
  }
  const isThisYear = then.getFullYear() === today.getFullYear()
  return then.toLocaleDateString(locale, {
    month: 'short',
    day: 'numeric',
    ...(isThisYear ? clock : { year: 'numeric' }),
  })
}
