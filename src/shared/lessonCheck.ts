// The expected lines of a lesson against the lines of a run. Pure; knows neither engine nor window.
import type { Expectation, Lesson } from './lesson'

/** What became of one expectation. `got` is the line that stands in its place, null when none does. */
export interface CheckedExpectation {
  readonly expected: string
  readonly got: string | null
  readonly ok: boolean
}

/**
 * Compares what a run printed with what the lesson expects: as many expectations as possible are matched to
 * printed lines, both in their order; other lines may stand between. A printed text of several lines counts as
 * several.
 */
export function checkLesson(
  lesson: Pick<Lesson, 'expectations'>,
  printed: readonly string[],
): CheckedExpectation[] {
  const { expectations } = lesson
  const lines = printed.flatMap((text) => text.split('\n')).map((line) => line.trimEnd())
  const matches = matchInOrder(expectations, lines)
  return expectations.map(({ text }, i) => {
    const at = matches[i]!
    if (at >= 0) return { expected: text, got: lines[at]!, ok: true }
    const stand = standIn(matches, i, lines.length)
    return { expected: text, got: stand < 0 ? null : lines[stand]!, ok: false }
  })
}

/** True when the printed line is what the expectation asks. */
export function meets(expectation: Expectation, line: string): boolean {
  const { text, tolerance } = expectation
  if (text === line) return true
  if (tolerance === 0 || shapeOf(text) !== shapeOf(line)) return false
  const expected = numbersOf(text)
  const got = numbersOf(line)
  return expected.every((value, i) => Math.abs(got[i]! - value) <= tolerance * Math.max(1, Math.abs(value)))
}

const number = /[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/g

function numbersOf(text: string): number[] {
  return (text.match(number) ?? []).map(Number)
}

/** The text with its numbers blanked, and without the spaces that only align them. */
function shapeOf(text: string): string {
  return text.replace(number, '#').replace(/\s+/g, ' ').trim()
}

/** The longest common subsequence: for each expectation the index of its line, -1 when it has none. */
function matchInOrder(expectations: readonly Expectation[], lines: readonly string[]): number[] {
  const candidates = lines.flatMap((line, i) => (expectations.some((e) => meets(e, line)) ? [i] : []))
  const width = candidates.length + 1
  // length[i * width + j]: the most matches of expectations from i on with candidates from j on.
  const length = new Uint32Array((expectations.length + 1) * width)
  for (let i = expectations.length - 1; i >= 0; i--) {
    for (let j = candidates.length - 1; j >= 0; j--) {
      const both = meets(expectations[i]!, lines[candidates[j]!]!) ? length[(i + 1) * width + j + 1]! + 1 : 0
      length[i * width + j] = Math.max(both, length[(i + 1) * width + j]!, length[i * width + j + 1]!)
    }
  }
  const matches: number[] = []
  let j = 0
  expectations.forEach((expectation, i) => {
    // Skip lines while that loses nothing and the present line is not this expectation's.
    while (
      j < candidates.length &&
      !meets(expectation, lines[candidates[j]!]!) &&
      length[i * width + j] === length[i * width + j + 1]
    ) {
      j++
    }
    const taken =
      j < candidates.length &&
      meets(expectation, lines[candidates[j]!]!) &&
      length[i * width + j] === length[(i + 1) * width + j + 1]! + 1
    matches.push(taken ? candidates[j]! : -1)
    if (taken) j++
  })
  return matches
}

/**
 * The line to show for an expectation without a match: between its matched neighbours there are as many lines as
 * unmatched expectations, so the k-th stands for the k-th. -1 when the counts differ.
 */
function standIn(matches: readonly number[], index: number, lineCount: number): number {
  let before = index - 1
  while (before >= 0 && matches[before]! < 0) before--
  let after = index + 1
  while (after < matches.length && matches[after]! < 0) after++
  const firstLine = before < 0 ? 0 : matches[before]! + 1
  const endLine = after === matches.length ? lineCount : matches[after]!
  return endLine - firstLine === after - before - 1 ? firstLine + index - before - 1 : -1
}
