// Date for scripts: its clock is the script's own and its time zone is UTC, so that nothing of the machine shows.
// Everything else is JavaScript's Date.

type DateArguments = [number, number, number?, number?, number?, number?, number?]

/** A time zone at the end of a text, or a date alone (which JavaScript reads as UTC). */
const hasOwnZone = /(?:Z|GMT|UTC|[+-]\d\d:?\d\d)\s*(?:\(.*\))?$|^\s*[+-]?\d{4,6}(?:-\d\d(?:-\d\d)?)?\s*$/i

/** The instant of a text; one without a time zone is in UTC. NaN when it is no date. */
function parseInUtc(text: string): number {
  const instant = Date.parse(text)
  if (Number.isNaN(instant) || hasOwnZone.test(text)) return instant
  const local = new Date(instant)
  return new Date(
    Date.UTC(local.getFullYear(), local.getMonth(), local.getDate(), local.getHours(), local.getMinutes()),
  ).setUTCSeconds(local.getSeconds(), local.getMilliseconds())
}

/** @param now milliseconds since 1970 on the script's clock */
export function createScriptDate(now: () => number): DateConstructor {
  function instantOf(args: readonly unknown[]): number {
    if (args.length === 0) return now()
    if (args.length > 1) return Date.UTC(...(args.map(Number) as DateArguments))
    const [value] = args
    if (value instanceof Date) return value.getTime()
    return typeof value === 'string' ? parseInUtc(value) : Number(value)
  }

  class ScriptDate extends Date {
    constructor(...args: readonly unknown[]) {
      super(instantOf(args))
    }

    static override now(): number {
      return now()
    }

    static override parse(text: string): number {
      return parseInUtc(String(text))
    }

    override getTimezoneOffset(): number {
      return Number.isNaN(this.getTime()) ? NaN : 0
    }

    override toString(): string {
      return `${this.toDateString()} ${this.toTimeString()}`
    }

    override toDateString(): string {
      const [day, date, month, year] = this.toUTCString().split(/,? /) as [string, string, string, string]
      return `${day} ${month} ${date} ${year}`
    }

    override toTimeString(): string {
      return `${this.toISOString().slice(11, 19)} GMT+0000 (Coordinated Universal Time)`
    }

    override toLocaleString(): string {
      return `${this.toLocaleDateString()} ${this.toLocaleTimeString()}`
    }

    override toLocaleDateString(): string {
      return this.toISOString().replace(/T.*$/, '')
    }

    override toLocaleTimeString(): string {
      return this.toISOString().slice(11, 19)
    }
  }

  const prototype = ScriptDate.prototype as unknown as Record<string, unknown>
  const parts = ['FullYear', 'Month', 'Date', 'Day', 'Hours', 'Minutes', 'Seconds', 'Milliseconds']
  for (const part of parts) {
    for (const verb of part === 'Day' ? ['get'] : ['get', 'set']) {
      const inUtc = prototype[`${verb}UTC${part}`]
      Object.defineProperty(prototype, verb + part, { value: inUtc, writable: true, configurable: true })
    }
  }
  // Called without `new` it gives the time as a text; a class cannot be called at all.
  const callable = new Proxy(ScriptDate, { apply: () => new ScriptDate(now()).toISOString() })
  prototype.constructor = callable
  return callable as unknown as DateConstructor
}
