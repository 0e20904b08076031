// Which lines two texts share and which only one has: the longest common subsequence of lines. Pure.

export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
  /** 1-based line numbers; 0 where the text has no such line. */
  readonly before: number
  readonly after: number
}

/** Texts whose middles differ in more pairs of lines than this are shown as replaced as a whole. */
const mostPairs = 4_000_000

export function lineDiff(before: string, after: string): DiffLine[] {
  const a = before.split(/\r\n|\n|\r/)
  const b = after.split(/\r\n|\n|\r/)
  let head = 0
  while (head < a.length && head < b.length && a[head] === b[head]) head++
  let tail = 0
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++
  const lines: DiffLine[] = []
  const same = (i: number, j: number) =>
    lines.push({ kind: 'same', text: a[i]!, before: i + 1, after: j + 1 })
  const removed = (i: number) => lines.push({ kind: 'removed', text: a[i]!, before: i + 1, after: 0 })
  const added = (j: number) => lines.push({ kind: 'added', text: b[j]!, before: 0, after: j + 1 })
  for (let i = 0; i < head; i++) same(i, i)
  const [endA, endB] = [a.length - tail, b.length - tail]
  const rest = commonLengths(a.slice(head, endA), b.slice(head, endB))
  let [i, j] = [head, head]
  while (i < endA || j < endB) {
    if (i < endA && j < endB && rest !== null && a[i] === b[j]) same(i++, j++)
    else if (
      i < endA &&
      (j >= endB || rest === null || rest(i - head + 1, j - head) >= rest(i - head, j - head + 1))
    )
      removed(i++)
    else added(j++)
  }
  for (let k = 0; k < tail; k++) same(endA + k, endB + k)
  return lines
}

/** Length of the longest common subsequence of the ends of two lists from `(i, j)` on; null when that costs too much. */
function commonLengths(
  a: readonly string[],
  b: readonly string[],
): ((i: number, j: number) => number) | null {
  if (a.length * b.length > mostPairs) return null
  const width = b.length + 1
  const lengths = new Uint32Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        a[i] === b[j]
          ? lengths[(i + 1) * width + j + 1]! + 1
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!)
    }
  }
  return (i, j) => lengths[i * width + j]!
}

/** The changed lines with some of the lines around them; `null` stands where lines are left out. */
export function withContext(lines: readonly DiffLine[], around = 2): (DiffLine | null)[] {
  const near = new Uint8Array(lines.length)
  lines.forEach(({ kind }, at) => {
    if (kind !== 'same') near.fill(1, Math.max(0, at - around), at + around + 1)
  })
  const shown: (DiffLine | null)[] = []
  lines.forEach((line, at) => {
    if (near[at] === 1) shown.push(line)
    else if (shown.at(-1) !== null) shown.push(null)
  })
  return shown
}
