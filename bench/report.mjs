// Turns measurements into ratios, verdicts, a Markdown table and a plain object. Measures nothing.
import { javaScript } from './rows.mjs'

function median(list) {
  const sorted = [...list].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

const figures = (list) => ({ min: Math.min(...list), median: median(list), count: list.length })

/** Largest relative difference that counts as the same work: of float32 peers, and of losses some steps apart. */
const tolerance = 1e-2

function differing(row, checks) {
  if (row.id.startsWith('elementwise sum')) return []
  const own = checks.lab
  return Object.keys(checks).filter(
    (name) => Math.abs(checks[name] - own) > tolerance * Math.max(1e-3, Math.abs(own)),
  )
}

/** The lab's own contenders: no peers of it. */
const ours = new Set(['lab', 'lab-2'])

/** By contender; `js` is the JavaScript peer that comes nearest to the lab, or is ahead of it the furthest. */
function ratiosOf(stats) {
  const ratios = {}
  for (const name of Object.keys(stats)) {
    if (!ours.has(name)) ratios[name] = stats[name].median / stats.lab.median
  }
  const best = bestPeer(ratios)
  if (best !== undefined) ratios.js = ratios[best]
  return ratios
}

function bestPeer(ratios) {
  const peers = javaScript.filter((name) => ratios[name] !== undefined)
  return peers.sort((a, b) => ratios[a] - ratios[b])[0]
}

function verdictsOf({ row, memory, growth }, stats, ratios, all) {
  const verdicts = []
  // No row may be slower than the best JavaScript peer.
  for (const [name, least] of Object.entries({ js: 1, ...row.target })) {
    const ratio = ratios[name]
    const best = bestPeer(ratios)
    if (ratio === undefined || (name === 'js' && row.target?.[best] !== undefined)) continue
    const who = name === 'js' ? `best JS, ${best}` : (titles[name] ?? name)
    verdicts.push({ met: ratio >= least, text: `${ratio.toPrecision(3)}x ${who} (≥ ${least})` })
  }
  const two = stats['lab-2']
  if (two !== undefined && row.targetOfTwo !== undefined && stats.book !== undefined) {
    const ratio = stats.book.median / two.median
    verdicts.push({
      met: ratio >= row.targetOfTwo,
      text: `two threads ${ratio.toPrecision(3)}x Python (≥ ${row.targetOfTwo})`,
    })
  }
  if (two !== undefined && row.mostOfTwo !== undefined) {
    const ratio = two.median / stats.lab.median
    verdicts.push({
      met: ratio <= row.mostOfTwo,
      text: `two threads ${ratio.toFixed(2)}x the time of one (≤ ${row.mostOfTwo})`,
    })
  }
  if (row.slowerThan !== undefined) {
    const base = all.get(row.slowerThan.row)
    if (base !== undefined) {
      const ratio = stats.lab.median / base.lab.median
      verdicts.push({
        met: ratio <= row.slowerThan.most,
        text: `${ratio.toFixed(2)}x the time (≤ ${row.slowerThan.most})`,
      })
    }
  }
  if (row.mostMemory !== undefined) {
    verdicts.push({
      met: memory.lab <= row.mostMemory,
      text: `${megabytes(memory.lab)} MB (≤ ${row.mostMemory / 1e6})`,
    })
  }
  if (row.mostGrowth !== undefined && growth.book > 0) {
    const ratio = growth.lab / growth.book
    verdicts.push({
      met: ratio <= row.mostGrowth,
      text: `${megabytes(growth.lab)} MB, Python ${megabytes(growth.book)}: ${ratio.toFixed(2)}x (≤ ${row.mostGrowth})`,
    })
  }
  return verdicts
}

/** What is left of a busy machine's noise: the best time of each. */
function minima(stats) {
  return Object.keys(stats)
    .filter((name) => !ours.has(name) && stats.lab !== undefined)
    .map((name) => `${(stats[name].min / stats.lab.min).toPrecision(3)}x ${titles[name] ?? name}`)
    .join(', ')
}

const titles = { book: 'Python', 'lab-2': 'lab, two threads', limit: '128-bit limit' }

const megabytes = (bytes) => Math.round(bytes / 1e6)

const milliseconds = ({ min, median: middle }) => `${min.toPrecision(3)} / ${middle.toPrecision(3)}`

/** @returns {{ markdown: string, json: object }} */
export function report(machine, measured) {
  const all = new Map()
  const results = measured.map((one) => {
    const stats = Object.fromEntries(Object.entries(one.times).map(([name, list]) => [name, figures(list)]))
    all.set(one.row.id, stats)
    if (stats.lab === undefined) return { ...one, stats, ratios: {}, verdicts: [], differing: [] }
    const ratios = ratiosOf(stats)
    const verdicts = verdictsOf(one, stats, ratios, all)
    return { ...one, stats, ratios, verdicts, differing: differing(one.row, one.checks) }
  })
  const names = ['lab', 'lab-2', 'book', ...javaScript, 'limit'].filter((name) =>
    results.some(({ stats }) => name in stats),
  )
  const lines = [
    `| work (ms: minimum / median) | ${names.map((name) => titles[name] ?? name).join(' | ')} | ratio of minima | ratio of medians (target) | met |`,
    `|---|${names.map(() => '---:|').join('')}---|---|---|`,
  ]
  const notes = []
  for (const { row, stats, verdicts, failures, differing: odd } of results) {
    const cells = names.map((name) => (stats[name] === undefined ? '' : milliseconds(stats[name])))
    const met = verdicts.length === 0 ? '' : verdicts.every((one) => one.met) ? 'yes' : 'no'
    const speed =
      row.operations === undefined || stats.lab === undefined
        ? ''
        : `; ${(row.operations / stats.lab.median / 1e6).toFixed(1)} GFLOP/s`
    const text = verdicts.map((one) => one.text).join('; ')
    lines.push(`| ${row.title} | ${cells.join(' | ')} | ${minima(stats)} | ${text}${speed} | ${met} |`)
    for (const [name, reason] of Object.entries(failures)) {
      if (reason !== '') notes.push(`${row.title}: ${name} failed: ${reason}`)
    }
    for (const name of odd) notes.push(`${row.title}: ${name} computed something else`)
  }
  const gigabytes = (machine.memoryBytes / 2 ** 30).toFixed(0)
  const head = [
    `${machine.processor}, ${machine.cores} cores, ${gigabytes} GiB; load ${machine.load.map((x) => x.toFixed(1)).join(' at the start, ')} at the end;`,
    `${machine.versions.join('; ')}; commit ${machine.commit}, ${machine.day}; ${machine.quick ? 'quick, ' : ''}${machine.seconds} s.`,
    machine.missing.length === 0 ? '' : `Not installed: ${machine.missing.join(', ')}.`,
  ]
  const markdown = [
    ...head.filter((line) => line !== ''),
    '',
    ...lines,
    '',
    ...notes.map((note) => `- ${note}`),
    '',
  ]
  const json = {
    machine,
    rows: results.map(({ row, stats, ratios, verdicts, memory, growth, failures }) => ({
      id: row.id,
      title: row.title,
      milliseconds: stats,
      ratios,
      verdicts,
      memory,
      growth,
      failures,
    })),
  }
  return { markdown: markdown.join('\n'), json }
}
