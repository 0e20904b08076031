// Compares the gradients of a recorded graph with central differences, element by element. Knows no script and no run.
import type { CheckedElement, GradientCheck } from '@shared/gradientCheck'
import * as kernels from '../kernels'
import type { GraphNode } from './graphNode'
import { GraphReplay } from './graphReplay'
import type { NDArray } from './ndarray'
import { placeOf } from './shape'
import { engine } from './state'
import type { Variable } from './variable'

/** The steps of the curve, the largest first. */
export const curveSteps: readonly number[] = [
  1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11,
]
/** The step of the book's numerical_diff (step 4). */
const usualStep = 1e-4
/** Below this rounding alone decides: no verdict is based on it. */
const smallestTrusted = 1e-7
/** |backward - numerical| may be this part of the larger of the two … */
const relativeTolerance = 1e-4
/** … plus this part of the largest gradient, because small ones are sums of large parts that cancel … */
const scaleTolerance = 1e-5
/** … plus what rounding makes of differences: so many units in the last place of the result, over the step. */
const roundingUnits = 100

const mostElements = 256
const fewestElements = 8
const mostCurveElements = 16
const mostSuspects = 100
const suspectElements = 8
/** About how long the comparison and the curve may take each. Milliseconds. */
const budgetMs = 1500

export interface CheckSubject {
  readonly sources: readonly Variable[]
  /** The sum of all their elements is differentiated. */
  readonly results: readonly Variable[]
}

/** What a check needs from outside. */
export interface CheckTools {
  /** Called before every forward pass, to put random streams back. */
  readonly beforeEach: () => void
  /** A clock, milliseconds: decides how many elements of large arrays are compared. */
  readonly now: () => number
}

/** The figures of a check; what it was called is up to the caller. */
export type CheckFigures = Omit<GradientCheck, 'inputs' | 'of' | 'isFunction'>

/** @returns null when no result was computed from a source, or there is no element to compare */
export function checkGraph({ sources, results }: CheckSubject, tools: CheckTools): CheckFigures | null {
  return aside(() => {
    const comparison = new Comparison(new GraphReplay(sources, results, tools.beforeEach), tools)
    if (comparison.elements === 0) return null
    const figures = comparison.figures()
    const suspects = figures.ok ? [] : wrongFunctions(comparison.replay.nodes, tools)
    return { ...figures, suspects }
  })
}

/** Runs `work` unrecorded and puts back what it changes of the engine: flags, counters, the last backward. */
function aside<R>(work: () => R): R {
  const before = { ...engine }
  const flags = { ...engine.config }
  engine.recorder = null
  engine.mode = 'default'
  engine.config.enableBackprop = true
  try {
    return work()
  } finally {
    Object.assign(engine.config, flags)
    Object.assign(engine, before)
  }
}

/** Ids of the functions whose own gradient is wrong, in the order of execution. */
function wrongFunctions(nodes: readonly GraphNode[], tools: CheckTools): number[] {
  return nodes.slice(0, mostSuspects).flatMap((node) => {
    const sources = [...new Set(node.inputs)].filter(({ data }) => data?.dtype.startsWith('float') === true)
    const comparison = new Comparison(new GraphReplay(sources, node.outputs, tools.beforeEach), tools)
    if (comparison.elements === 0) return []
    return comparison.differs(suspectElements) ? [node.id] : []
  })
}

/** An element of one of the sources. */
interface Place {
  readonly input: number
  readonly at: number
}

/** What both ways give for some elements. */
interface Compared {
  readonly numerical: readonly number[]
  /** |backward - numerical| over the tolerance; more than 1 is too much. */
  readonly excess: readonly number[]
}

class Comparison {
  /** Of all sources together; 0 when there is nothing to compare. */
  readonly elements: number
  private readonly starts: readonly number[]
  private readonly gradients: readonly ArrayLike<number>[]
  /** Σ |results|, for the size of rounding errors. */
  private readonly magnitude: number
  /** One forward pass. Milliseconds. */
  private readonly passMs: number

  constructor(
    readonly replay: GraphReplay,
    { now }: CheckTools,
  ) {
    const { sources } = replay
    const gradients = replay.isConnected ? replay.gradients() : sources.map(() => null)
    // Of several inputs, one to which backward gives nothing, such as labels, is not compared.
    const compared = sources.map(({ size }, i) => (sources.length > 1 && gradients[i] === null ? 0 : size))
    let total = 0
    this.starts = compared.map((size) => (total += size) - size)
    this.elements = replay.isConnected ? total : 0
    this.gradients = gradients.map((gradient, i) => gradient?.toTyped() ?? new Float64Array(compared[i]!))
    if (this.elements === 0) {
      this.magnitude = this.passMs = 0
      return
    }
    const started = now()
    const results = replay.compute()
    this.passMs = now() - started
    this.magnitude = results.reduce((sum, result) => sum + kernels.sum(kernels.abs(result)).first(), 0)
  }

  figures(): Omit<CheckFigures, 'suspects'> {
    const places = this.sample(Math.min(mostElements, this.affordable(2)))
    let eps = usualStep
    let compared = this.compare(places, eps)
    const curvePlaces = this.sample(Math.min(mostCurveElements, this.affordable(2 * curveSteps.length)))
    curvePlaces.push(places[worstOf(compared)]!)
    const curve = curveSteps.map((step) => this.curvePoint(curvePlaces, step))
    if (worstExcess(compared) > 1) {
      // A step that suits these values better may show that the gradient is right; a wrong one fails at every step.
      const trusted = curve.filter((point) => point.eps >= smallestTrusted && point.excess <= 1)
      const best = trusted.reduce((least, point) => (point.error < least.error ? point : least), trusted[0]!)
      const again = trusted.length === 0 ? null : this.compare(places, best.eps)
      if (again !== null && worstExcess(again) <= 1) {
        eps = best.eps
        compared = again
      }
    }
    const worst = worstOf(compared)
    return {
      ok: compared.excess.every((excess) => excess <= 1),
      eps,
      elements: this.elements,
      checked: places.length,
      failed: compared.excess.filter((excess) => excess > 1).length,
      worst: this.describe(places[worst]!, compared.numerical[worst]!),
      curve: curve.map((point) => ({ eps: point.eps, error: point.error })),
      curveElements: Math.min(curvePlaces.length, this.elements),
      functions: this.replay.nodes.length,
    }
  }

  /** True when some of `count` elements differ at the usual step and at a smaller one. */
  differs(count: number): boolean {
    const places = this.sample(count)
    return [usualStep, 1e-6].every((eps) => worstExcess(this.compare(places, eps)) > 1)
  }

  private curvePoint(places: readonly Place[], eps: number) {
    const compared = this.compare(places, eps)
    const errors = places.map((place, i) => Math.abs(this.backwardAt(place) - compared.numerical[i]!))
    return { eps, error: errors.reduce(larger, 0), excess: worstExcess(compared) }
  }

  /** How many elements can be compared in the time that is given, at `passes` forward passes each. */
  private affordable(passes: number): number {
    return Math.max(fewestElements, Math.floor(budgetMs / (this.passMs * passes)))
  }

  /** All elements where there are at most `count`, else an even sample with both ends. */
  private sample(count: number): Place[] {
    const { elements } = this
    const taken = Math.min(count, elements)
    return Array.from({ length: taken }, (_, i) => {
      const flat = taken === elements ? i : Math.round((i * (elements - 1)) / (taken - 1))
      let input = this.starts.length - 1
      while (this.starts[input]! > flat) input--
      return { input, at: flat - this.starts[input]! }
    })
  }

  private compare(places: readonly Place[], eps: number): Compared {
    const numerical = places.map((place) => this.slope(place, eps))
    const scale = numerical.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    const rounding = (roundingUnits * Number.EPSILON * this.magnitude) / eps
    const excess = places.map((place, i) => {
      const a = this.backwardAt(place)
      const b = numerical[i]!
      if (a === b) return 0
      const tolerance =
        relativeTolerance * Math.max(Math.abs(a), Math.abs(b)) +
        scaleTolerance * Math.min(1, scale) +
        rounding
      const ratio = Math.abs(a - b) / tolerance
      return Number.isNaN(ratio) ? Infinity : ratio
    })
    return { numerical, excess }
  }

  /** The central difference at one element. The difference is summed, not the sums subtracted: less is lost. */
  private slope({ input, at }: Place, eps: number): number {
    const source = this.replay.sources[input]!
    const values = source.share()
    const value = values[at]!
    try {
      values[at] = value + eps
      const above = this.replay.compute()
      values[at] = value - eps
      const below = this.replay.compute()
      return difference(above, below) / (2 * eps)
    } finally {
      values[at] = value
    }
  }

  private backwardAt({ input, at }: Place): number {
    return this.gradients[input]![at]!
  }

  private describe(place: Place, numerical: number): CheckedElement {
    const backward = this.backwardAt(place)
    const absolute = backward === numerical ? 0 : Math.abs(backward - numerical)
    return {
      input: place.input,
      index: placeOf(place.at, this.replay.sources[place.input]!.shape),
      backward,
      numerical,
      absolute,
      relative: absolute === 0 ? 0 : absolute / Math.max(Math.abs(backward), Math.abs(numerical)),
    }
  }
}

function difference(above: readonly NDArray[], below: readonly NDArray[]): number {
  return above.reduce((sum, result, i) => sum + kernels.sum(kernels.subtract(result, below[i]!)).first(), 0)
}

/** The larger of two errors; one that is not a number stays. */
const larger = (a: number, b: number): number => (Number.isNaN(a) || a > b ? a : b)

const worstExcess = ({ excess }: Compared): number => Math.max(...excess)
const worstOf = (compared: Compared): number => compared.excess.indexOf(worstExcess(compared))
