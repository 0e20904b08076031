// Which numbers of a text became which others, when nothing but numbers was changed: literals, and what arithmetic on
// literals and named constants makes of them. Reads text; runs nothing, and knows nothing of shapes.

/** A number in the text before and in the text now. */
export interface SizeChange {
  readonly before: number
  readonly after: number
}

export interface ChangedLiteral extends SizeChange {
  /** The constant that it is the value of; '' for a bare number. */
  readonly name: string
}

export interface SizeChanges {
  readonly literals: readonly ChangedLiteral[]
  /** Every value that stands in the text, by what it was: what it is now, which may be several things. */
  readonly values: ReadonlyMap<number, ReadonlySet<number>>
  /** The same of those that stand where arrays are made or shaped: these tell more. */
  readonly shapeValues: ReadonlyMap<number, ReadonlySet<number>>
  /** Lists of sizes that are written out, such as `[100, 784]`: by the text of what they were, all that they are now. */
  readonly lists: ReadonlyMap<string, readonly (readonly number[])[]>
  /** Bounds of `for` loops. */
  readonly bounds: readonly SizeChange[]
}

interface Token {
  readonly kind: 'number' | 'name' | 'text' | 'sign'
  readonly text: string
  readonly value: number
}

/** Calls whose arguments are sizes. */
const shaping = new Set(
  (
    'zeros ones full empty eye arange linspace rand randn randint uniform normal choice permutation reshape repeat ' +
    'tile broadcastTo broadcast_to sumTo Linear MLP Conv2d Deconv2d RNN LSTM EmbedId BatchNorm im2col'
  ).split(' '),
)

const pattern =
  /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|(?<number>0[xX][\da-fA-F_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?)|(?<name>[\p{ID_Start}$_][\p{ID_Continue}$]*)|(?<text>'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`)|(?<sign>\*\*|[<>=!]=+|\+\+|--|[-+*/%]=|[\s\S])/gu

function tokensOf(source: string): Token[] {
  const tokens: Token[] = []
  for (const { groups } of source.matchAll(pattern)) {
    const { number, name, text, sign } = groups as Record<string, string | undefined>
    if (number !== undefined)
      tokens.push({ kind: 'number', text: number, value: Number(number.replaceAll('_', '')) })
    else if (name !== undefined) tokens.push({ kind: 'name', text: name, value: NaN })
    else if (text !== undefined) tokens.push({ kind: 'text', text, value: NaN })
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign, value: NaN })
  }
  return tokens
}

/** What changed from one text to the other; null when more than numbers did. Comments and spaces do not count. */
export function sizeChanges(before: string, now: string): SizeChanges | null {
  const old = tokensOf(before)
  const fresh = tokensOf(now)
  if (old.length !== fresh.length) return null
  for (const [i, token] of old.entries()) {
    const other = fresh[i]!
    if (token.kind !== other.kind) return null
    if (token.kind !== 'number' && token.text !== other.text) return null
  }
  return new SizeReader(old, fresh).read()
}

/** Reads both texts at once: they have the same form. */
class SizeReader {
  private readonly constants = new Map<string, SizeChange>()
  private readonly values = new Map<number, Set<number>>()
  private readonly shapeValues = new Map<number, Set<number>>()
  private readonly lists = new Map<string, (readonly number[])[]>()
  /** For each open bracket: whether it is, or stands in, a call that takes sizes. */
  private readonly open: boolean[] = []
  private at = 0

  constructor(
    private readonly old: readonly Token[],
    private readonly fresh: readonly Token[],
  ) {}

  read(): SizeChanges {
    const literals: ChangedLiteral[] = []
    const bounds: SizeChange[] = []
    const { old, fresh } = this
    for (let i = 0; i < old.length; i++) {
      const { kind, text, value } = old[i]!
      if (text === '(' || text === '[') this.open.push((this.open.at(-1) ?? false) || this.isShaping(i))
      else if (text === ')' || text === ']') this.open.pop()
      if (text === '[' && this.open.at(-1) === true) this.noteList(i)
      if (kind === 'number' && value !== fresh[i]!.value)
        literals.push({ name: this.nameFor(i), before: value, after: fresh[i]!.value })
      if (kind === 'number' || kind === 'name' || text === '(') this.note(i)
      if ((text === '<' || text === '<=') && this.isInFor(i)) {
        const bound = this.expression(i + 1)
        if (bound !== null) bounds.push(bound)
      }
    }
    const { values, shapeValues, lists } = this
    return { literals, values, shapeValues, lists, bounds }
  }

  private isShaping(i: number): boolean {
    const before = this.old[i - 1]
    return this.old[i]!.text === '(' && before?.kind === 'name' && shaping.has(before.text)
  }

  private isInFor(i: number): boolean {
    for (let k = i - 1, depth = 0; k > 0 && k > i - 30; k--) {
      const { text } = this.old[k]!
      if (text === ')') depth++
      else if (text === '(' && depth-- === 0) return this.old[k - 1]!.text === 'for'
    }
    return false
  }

  /** `n` of `const n = 1000`. */
  private nameFor(i: number): string {
    return this.isSign(i - 1, '=') && this.old[i - 2]?.kind === 'name' ? this.old[i - 2]!.text : ''
  }

  /** Notes what the expression that starts here is worth, and a constant that it is the value of. */
  private note(i: number): void {
    const whole = this.expression(i)
    if (whole === null) return
    this.add(whole)
    const name = this.old[i - 2]
    const keyword = this.old[i - 3]?.text ?? ''
    if (!this.isSign(i - 1, '=') || name?.kind !== 'name' || !/^(const|let|var)$/.test(keyword)) return
    if (!this.isAssignedAgain(name.text, i)) this.constants.set(name.text, whole)
  }

  /** A list of arithmetic alone, from its bracket on. */
  private noteList(i: number): void {
    const items: SizeChange[] = []
    this.at = i
    do {
      this.at++
      const item = this.sum()
      if (item === null) return
      items.push(item)
    } while (this.isSign(this.at, ','))
    if (!this.isSign(this.at, ']')) return
    const key = items.map(({ before }) => before).join(',')
    const after = items.map((item) => item.after)
    const known = this.lists.get(key)
    if (known === undefined) this.lists.set(key, [after])
    else known.push(after)
  }

  private isAssignedAgain(name: string, i: number): boolean {
    return this.old.some(
      (token, k) =>
        k !== i - 2 &&
        token.kind === 'name' &&
        token.text === name &&
        (/^([-+*/%]?=|\+\+|--)$/.test(this.old[k + 1]?.text ?? '') ||
          /^(\+\+|--)$/.test(this.old[k - 1]?.text ?? '')),
    )
  }

  private add({ before, after }: SizeChange): void {
    const maps = this.open.at(-1) === true ? [this.values, this.shapeValues] : [this.values]
    for (const map of maps) {
      const known = map.get(before)
      if (known === undefined) map.set(before, new Set([after]))
      else known.add(after)
    }
  }

  private isSign(i: number, text: string): boolean {
    return this.old[i]?.kind === 'sign' && this.old[i].text === text
  }

  /** Arithmetic on numbers and constants from token `i` on; null when it is something else. */
  private expression(i: number): SizeChange | null {
    if (this.isSign(i - 1, '.')) return null
    this.at = i
    const value = this.sum()
    // `n.toFixed`, `f(…)` and the like are not the number.
    if (value === null || this.isSign(this.at, '.') || this.isSign(this.at, '(') || this.isSign(this.at, '['))
      return null
    return value
  }

  private sum(): SizeChange | null {
    return this.chain(['+', '-'], () => this.product())
  }

  private product(): SizeChange | null {
    return this.chain(['*', '/', '%'], () => this.factor())
  }

  private chain(operators: readonly string[], next: () => SizeChange | null): SizeChange | null {
    let left = next()
    for (;;) {
      const operator = operators.find((text) => this.isSign(this.at, text))
      if (left === null || operator === undefined) return left
      this.at++
      const right = next()
      if (right === null) return null
      left = both(left, right, operator)
    }
  }

  private factor(): SizeChange | null {
    if (this.isSign(this.at, '-')) {
      this.at++
      const value = this.factor()
      return value === null ? null : both({ before: 0, after: 0 }, value, '-')
    }
    const base = this.primary()
    if (base === null || !this.isSign(this.at, '**')) return base
    this.at++
    const exponent = this.factor()
    return exponent === null ? null : both(base, exponent, '**')
  }

  private primary(): SizeChange | null {
    const token = this.old[this.at]
    if (token === undefined) return null
    if (token.kind === 'number') return { before: token.value, after: this.fresh[this.at++]!.value }
    if (token.kind === 'name' && token.text === 'Math') return this.rounding()
    if (token.kind === 'name') {
      const constant = this.constants.get(token.text)
      this.at++
      return constant ?? null
    }
    return this.bracketed()
  }

  private bracketed(): SizeChange | null {
    if (!this.isSign(this.at, '(')) return null
    this.at++
    const value = this.sum()
    if (!this.isSign(this.at, ')')) return null
    this.at++
    return value
  }

  /** `Math.floor(…)` and its like. */
  private rounding(): SizeChange | null {
    const round = roundings.get(this.old[this.at + 2]?.text ?? '')
    if (round === undefined) return null
    this.at += 3
    const value = this.bracketed()
    return value === null ? null : { before: round(value.before), after: round(value.after) }
  }
}

const roundings = new Map([
  ['floor', Math.floor],
  ['ceil', Math.ceil],
  ['round', Math.round],
  ['trunc', Math.trunc],
])

function both(left: SizeChange, right: SizeChange, operator: string): SizeChange {
  const apply = (a: number, b: number): number => {
    switch (operator) {
      case '+':
        return a + b
      case '-':
        return a - b
      case '*':
        return a * b
      case '/':
        return a / b
      case '%':
        return a % b
      default:
        return a ** b
    }
  }
  return { before: apply(left.before, right.before), after: apply(left.after, right.after) }
}
