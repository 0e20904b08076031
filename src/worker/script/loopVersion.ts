// Loops that only compute get a second version in which every operator is plain JavaScript's. It runs when all that the
// loop starts from are numbers and lists of numbers: then nothing in it can become an engine value. V8 leaves a loop
// unspecialized (every number boxed) as soon as one operator in it has a way out to the engine that was never taken.
import { keepNumbers } from './plainFunctions'
import type { Rewrite } from './rewrite'
import type { Binding } from './binding'
import { Survey } from './survey'
import type { Loop, Node } from './syntax'

export interface LoopVersion {
  /** Bindings that are numbers throughout the loop when the test holds. */
  readonly numbers: ReadonlySet<Binding>
  /** Bindings that are lists of numbers throughout. */
  readonly lists: ReadonlySet<Binding>
  /** It calls functions of the script. */
  readonly calls: boolean
  /** The test in the compiled language; empty when nothing has to be looked at. */
  readonly test: string
}

/** The version of a loop for numbers, or null when there can be none. */
export function versionOf(r: Rewrite, loop: Loop): LoopVersion | null {
  const survey = new Survey(r)
  const { lists, elements } = survey
  const numbers = new Set<Binding>()
  const isInside = (node: Node): boolean => node.start >= loop.start && node.end <= loop.end
  const isOutside = (binding: Binding): boolean =>
    binding.declaredAt < loop.start || binding.declaredAt >= loop.end
  return r.numeric.assuming({ numbers, lists, isUnchanged: true }, () => {
    if (!survey.visit(loop)) return null
    const names = [...survey.names.keys()]
    for (const binding of names) if (!lists.has(binding) && !binding.numeric) numbers.add(binding)
    keepNumbers(numbers, (value, binding) =>
      value === null ? isOutside(binding) || elements.has(binding) : !isInside(value) || r.isNumber(value),
    )
    if (!survey.arithmetic.every((node) => r.isNumber(node))) return null
    const others = names.filter((binding) => !binding.numeric && !numbers.has(binding) && !lists.has(binding))
    // Comparing an object may run the script's valueOf, which could assign to what closures share.
    if (others.length > 0 && [...numbers, ...lists].some(({ captured }) => captured)) return null
    const guarded = [...numbers].filter(isOutside)
    const tests = guarded.map(({ name }) => `typeof ${name} === "number"`)
    const isShared = survey.calls || names.some(({ top, numeric }) => top && numeric)
    if (isShared && r.frame.node !== r.scopes.program) tests.unshift('$labu')
    if (lists.size > 0) tests.push(listTest(survey))
    return { numbers, lists, calls: survey.calls, test: tests.join(' && ') }
  })
}

function listTest({ lists, measured }: Survey): string {
  const names = [...lists].map(({ name }) => name).join(', ')
  const lengths = [...measured].map(({ name }) => `${name}.length`).join(' + ')
  return `$lab.areNumbers([${names}]${lengths === '' ? '' : `, () => ${lengths}`})`
}
