// Random programs in the script language and the same in Python must print the same, character for character: operators
// with broadcasting, slices, reductions along axes, whole numbers and truth values among them, errors where NumPy has
// errors. Without python3 and NumPy the test is skipped, and says so.
import { expect, it } from 'vitest'
import { Dice } from './differentialCases'
import { askNumpy, namedWithReason, withoutNumpy } from './numpy'
import { runScript } from './runScript'

/** One expression in both languages. */
interface Expression {
  readonly lab: string
  readonly python: string
}
interface Statement extends Expression {
  readonly name: string
}

const same = (text: string): Expression => ({ lab: text, python: text })
const names = ['a', 'b', 'c', 'd', 'e'] as const

/** A call whose options are an object in scripts and keywords in Python. */
function call(
  name: string,
  args: readonly Expression[],
  options: Readonly<Record<string, string>>,
): Expression {
  const python = (value: string): string => ({ true: 'True', false: 'False' })[value] ?? value
  const pairs = Object.entries(options)
  const object =
    pairs.length === 0 ? [] : [`{ ${pairs.map(([key, value]) => `${key}: ${value}`).join(', ')} }`]
  return {
    lab: `${name}(${[...args.map(({ lab }) => lab), ...object].join(', ')})`,
    python: `${name}(${[...args.map((one) => one.python), ...pairs.map(([key, value]) => `${key}=${python(value)}`)].join(', ')})`,
  }
}

const shapes = ['[6]', '[2, 3]', '[3, 1]', '[1, 3]', '[3]', '[2, 1, 3]', '[1]', '[2, 2, 3]'] as const

/** An array literal in a way that both languages have. */
function leaf(dice: Dice): Expression {
  const shape = dice.pick(shapes)
  const count = (JSON.parse(shape) as number[]).reduce((product, length) => product * length, 1)
  const kind = dice.below(5)
  // Ranges are float64 in the lab unless a type is asked for.
  const whole = {
    lab: `np.arange(${count}).astype('int32').reshape(${shape})`,
    python: `np.arange(${count}).reshape(${shape})`,
  }
  if (kind === 0) return whole
  if (kind === 1) return wrapped('(', whole, ` - ${dice.below(4)})`)
  if (kind === 2) return same(`np.linspace(-1, ${dice.below(5) + 1}, ${count}).reshape(${shape})`)
  const digits = dice.below(4)
  const values = Array.from({ length: count }, () => ((dice.next() - 0.4) * 8).toFixed(digits))
  const list = values.map((one) => (one.includes('.') ? one : `${one}.5`)).join(', ')
  return same(`np.array([${list}]).reshape(${shape})`)
}

const infix = ['+', '-', '*', '/'] as const
const comparing = ['greater', 'less_equal', 'equal', 'not_equal'] as const
const mapping = ['square', 'abs', 'sign', 'negative', 'floor', 'ceil', 'isfinite'] as const
const reducing = ['sum', 'mean', 'max', 'min', 'any', 'all', 'prod', 'var', 'argmax'] as const

function operand(dice: Dice, depth: number): Expression {
  const kind = dice.below(depth > 0 ? 6 : 4)
  if (kind === 0) return same(dice.pick(['2', '0.5', '3', '10']))
  return kind < 4 ? same(dice.pick(names)) : expression(dice, depth - 1)
}

/** Like `operand`, but never a plain number, which has no methods. */
function arrayOf(dice: Dice, depth: number): Expression {
  return depth > 0 && dice.below(3) === 0 ? expression(dice, depth - 1) : same(dice.pick(names))
}

function infixOf(dice: Dice, depth: number): Expression {
  // At least one array: numbers among themselves are each language's own.
  const [left, right] = [arrayOf(dice, depth), operand(dice, depth)]
  const [first, second] = dice.below(2) === 0 ? [left, right] : [right, left]
  const sign = dice.pick(infix)
  return { lab: `(${first.lab} ${sign} ${second.lab})`, python: `(${first.python} ${sign} ${second.python})` }
}

function wrapped(before: string, { lab, python }: Expression, after: string): Expression {
  return { lab: `${before}${lab}${after}`, python: `${before}${python}${after}` }
}

const makers: readonly ((dice: Dice, depth: number) => Expression)[] = [
  infixOf,
  infixOf,
  infixOf,
  (d, depth) => wrapped('(', arrayOf(d, depth), ` ** 2)`),
  (d, depth) => wrapped('(-', arrayOf(d, depth), ')'),
  (d, depth) => call(`np.${d.pick(comparing)}`, [arrayOf(d, depth), operand(d, depth)], {}),
  (d, depth) => call(`np.${d.pick(mapping)}`, [arrayOf(d, depth)], {}),
  (d, depth) => {
    const name = d.pick(reducing)
    const axis = d.pick([undefined, '0', '1', '-1', '2'])
    const keepdims = d.below(3) === 0
    const reduced = call(`np.${name}`, [arrayOf(d, depth)], {
      ...(axis === undefined ? {} : { axis }),
      ...(keepdims ? { keepdims: 'true' } : {}),
    })
    // Which of 0 and -0 is the larger one depends on NumPy's vector unit: adding 0 makes them equal.
    return name === 'max' || name === 'min' ? wrapped('(', reduced, ' + 0)') : reduced
  },
  (d, depth) =>
    call(
      'np.where',
      [call('np.greater', [arrayOf(d, depth), same('0')], {}), operand(d, depth), same(d.pick(names))],
      {},
    ),
  (d) => slice(d),
  (d, depth) => wrapped('', arrayOf(d, depth), '.T'),
  (d, depth) =>
    wrapped(
      '',
      arrayOf(d, depth),
      `.reshape(${d.pick(['[-1]', '[2, -1]', '[3, -1]', '[1, -1]', '[6, 1]'])})`,
    ),
  (d, depth) =>
    call('np.concatenate', [wrapped('[', arrayOf(d, depth), `, ${d.pick(names)}]`)], {
      axis: d.pick(['0', '-1']),
    }),
  (d, depth) => call('np.cumsum', [arrayOf(d, depth)], d.below(2) === 0 ? {} : { axis: '0' }),
]

/** Parts of an index: a slice stands in quotes in scripts. */
function slice(dice: Dice): Expression {
  const of = dice.pick(names)
  const parts = Array.from({ length: dice.below(2) + 1 }, () =>
    dice.pick(['0', '-1', '1', ':', '1:', '::2', '::-1', ':1', 'null', '...', '0:0']),
  )
  const lab = parts.map((part) => (/[:.]/.test(part) ? `'${part}'` : part))
  return {
    lab: `${of}.get(${lab.join(', ')})`,
    python: `${of}[${parts.map((part) => (part === 'null' ? 'None' : part)).join(', ')}]`,
  }
}

function expression(dice: Dice, depth: number): Expression {
  return dice.pick(makers)(dice, depth)
}

function createProgram(dice: Dice): Statement[] {
  const start = names.map((name) => ({ name, ...leaf(dice) }))
  const steps = Array.from({ length: 12 }, () => ({ name: dice.pick(names), ...expression(dice, 2) }))
  return [...start, ...steps]
}

/** The lab's text of a program: every statement prints its value, or "error". */
function labText(program: readonly Statement[]): string {
  const lines = program.map(
    ({ name, lab }) => `try { ${name} = ${lab}; print(${name}) } catch { print('error') }`,
  )
  return `let ${names.join(', ')}\n${lines.join('\n')}\n`
}

it.skipIf(withoutNumpy !== null)(
  namedWithReason('150 random programs print what Python prints'),
  async () => {
    const dice = new Dice(20261123)
    const programs = Array.from({ length: 150 }, () => createProgram(dice))
    const expected = askNumpy(
      './programs.py',
      programs.map((program) => program.map(({ name, python }) => [name, python])),
    ) as string[][]
    const wrong: string[] = []
    let compared = 0
    for (const [i, program] of programs.entries()) {
      const { outcome, printed } = await runScript(labText(program))
      expect(outcome.failure).toBeUndefined()
      const at = expected[i]!.findIndex((text, k) => text !== printed[k])
      compared += at === -1 ? expected[i]!.length : at
      if (at === -1) continue
      wrong.push(`${program[at]!.lab}\n  lab ${printed[at]!}\n  NumPy ${expected[i]![at]!}`)
    }
    expect(wrong).toEqual([])
    expect(compared).toBeGreaterThan(2000)
  },
)
