import { describe, expect, it } from 'vitest'
import { runScript } from '../worker/testing/runScript'
import { graphToSvg } from './graphSvg'
import type { LessonLocale } from './lesson'
import { buildReport } from './report'
import { chartToSvg } from './reportChart'
import { markdownToHtml } from './reportMarkdown'
import type { RunRecord, Session } from './session'

const session: Session = {
  id: 's',
  title: 'A <b>title</b>',
  source: '',
  seed: 3,
  mode: 'default',
  createdAt: 0,
  updatedAt: 0,
  tags: ['"tag"'],
}

async function reportOf(source: string, locale?: LessonLocale): Promise<string> {
  const { outcome, chunks } = await runScript(source, { seed: 3 })
  const record: RunRecord = {
    id: 'r',
    sessionId: 's',
    source,
    seed: 3,
    mode: 'default',
    engineVersion: '1',
    startedAt: 0,
    status: outcome.status,
    digest: outcome.digest,
    operations: outcome.operations,
    durationMs: 1,
    failure: outcome.failure ?? null,
    chunks: chunks.length,
  }
  return buildReport({ ...session, source }, { record, chunks }, locale)
}

const script = `// %% [markdown]
// # Notes with **weight** and <script>alert(1)</script>
// %% Train
const w = new Variable(np.array(2.0))
for (let i = 0; i < 3; i++) {
  w.cleargrad()
  const loss = w * w
  loss.backward()
  w.data -= 0.1 * w.grad.data
  track('<loss>', loss)
}
print('</pre><img src=x onerror=alert(1)>')
// %% Fails
throw new Error('<b>no</b>')
`

describe('a report', () => {
  it('shows notes, code, output under its cell, curves, memory, graph, failure and the facts of the run', async () => {
    const html = await reportOf(script)
    expect(html).toContain('<strong>weight</strong>')
    const [, train, fails] = html.split('<section class="code">')
    expect(train).toContain('<h2>Train</h2>')
    expect(train).toContain('<span class="print">')
    expect(fails).toMatch(/<span class="failure">line 14: .*&lt;b&gt;no&lt;\/b&gt;/)
    expect(html.match(/<svg class="chart"/g)).toHaveLength(3)
    expect(html).toContain(
      '<figcaption>Size of the gradients (L2 norm) after each backward pass</figcaption>',
    )
    expect(html).toContain('<svg class="graph"')
    expect(html).toMatch(/<i class="purpose leaf"><\/i>leaf data<\/td><td>[\d.]+ k?B<\/td>/)
    expect(html).toMatch(/<dt>Digest<\/dt><dd>[0-9a-f]{16}</)
    expect(html).toMatch(/<dt>Seed<\/dt><dd>3</)
  })

  it('shows what the script drew: lines, points, and maps with their heights and the path on them', async () => {
    const html = await reportOf(`const xs = np.array([1, 10, 100])
plot(xs, xs, { title: 'Lines <i>', name: 'line', log: 'xy', xLabel: 'size' })
scatter(xs, xs, { title: 'Lines <i>', name: 'points' })
contour((x, y) => x ** 2 + y ** 2, { x: [-1, 1], y: [-1, 1], path: [[1, 0], [1, 0]], title: 'Bowl' })
`)
    const [, lines, bowl] = html.split('<h3>')
    expect(lines).toMatch(/^Lines &lt;i&gt;<\/h3><svg class="chart"/)
    expect(lines).toMatch(/>1<\/text>.*>10<\/text>.*>100<\/text>/)
    expect(lines!.match(/class="line points"/g)).toHaveLength(2)
    expect(lines).toContain('>size</text>')
    expect(bowl).toMatch(/^Bowl<\/h3><svg/)
    expect(bowl).toMatch(/Lines of equal height at [\d.]+, [\d.]+/)
    expect(bowl).toContain('>path</text>')
    expect(html).not.toContain('NaN')
  })

  it('holds no script, no handler and no address to load from, whatever was written', async () => {
    const html = await reportOf(script)
    expect(html).not.toMatch(/<script|<img|<iframe|<link|<b>/i)
    expect(html.replaceAll(/&[a-z#0-9]+;/g, '')).not.toMatch(/<[^>]*\s(on\w+|src|srcset|style)\s*=/i)
    expect(html).toContain("default-src 'none'")
    // The one name space that SVG needs is no address.
    expect(html.match(/https?:\/\/[^"\s]+/g)).toEqual(['http://www.w3.org/2000/svg'])
    expect(html).toContain('<h1>A &lt;b&gt;title&lt;/b&gt;</h1>')
  })

  it('speaks Korean: every word of its own, and none of what was written', async () => {
    const html = await reportOf(script, 'ko')
    expect(html).toContain('<html lang="ko">')
    for (const heading of ['지표', '기울기', '메모리', '계산 그래프'])
      expect(html).toContain(`<h2>${heading}</h2>`)
    expect(html).toContain('<h2>Train</h2>')
    expect(html).toMatch(/<span class="failure">14번째 줄: /)
    const words = html
      .replace(/[^]*<body>/, '')
      .replace(/<(pre|svg|h1|h2|figcaption)[^]*?<\/\1>|<[^>]*>/g, ' ')
    expect(words).not.toMatch(/Peak|Name|Seed|Kept|together|default|failed/)
  })

  it('of a session without a run shows its text', () => {
    const html = buildReport({ ...session, source: 'print(1)' }, undefined)
    expect(html).toContain('<code>print(1)</code>')
    expect(html).toContain('has not been run')
  })
})

describe('notes', () => {
  it('have headings, lists, quotes, tables, code and links', () => {
    const html = markdownToHtml(
      '# One\n\ntext *em* `a*b*`\nmore\n- x\n- y\n  z\n1. n\n\n> said\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```ts\n<&\n```\n[l](https://e.org/x) [j](javascript:alert(1))',
    )
    expect(html).toBe(
      [
        '<h2>One</h2>',
        '<p>text <em>em</em> <code>a*b*</code>\nmore</p>',
        '<ul><li>x</li><li>y\nz</li></ul>',
        '<ol><li>n</li></ol>',
        '<blockquote><p>said</p></blockquote>',
        '<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>',
        '<pre><code>&lt;&amp;</code></pre>',
        '<p><a href="https://e.org/x" rel="noopener noreferrer">l</a> [j](javascript:alert(1))</p>',
      ].join('\n'),
    )
  })

  it('can fold a part away', () => {
    expect(markdownToHtml('ask\n<details>\n**hint** <i>\n</details>\nend')).toBe(
      '<p>ask</p>\n<details><summary>…</summary><p><strong>hint</strong> &lt;i&gt;</p></details>\n<p>end</p>',
    )
  })

  it('of a hostile author cost no more than their length', () => {
    // A quadratic reader would outlast the test's bound by far.
    for (const part of ['[', '`', '*', '**', '# ', '|-', '> ', '- ', '<details>\n']) {
      expect(markdownToHtml(part.repeat(200_000))).not.toBe('')
      expect(markdownToHtml(`${part.repeat(1500)}\n`.repeat(100))).not.toBe('')
    }
  })
})

describe('pictures', () => {
  it('a chart has a gap where a value is no number, and none at all without numbers', () => {
    const chart = (ys: readonly number[]) =>
      chartToSvg({
        title: 't',
        xName: 'x',
        yName: '',
        fromZero: false,
        lines: [{ name: 'a', xs: ys.map((_, i) => i), ys }],
      })
    expect(
      chart([1, 2, NaN, 3, 4])
        .match(/stroke="#0072b2" d="(M[^"]*)"/)?.[1]
        ?.match(/M/g),
    ).toHaveLength(2)
    expect(chart([NaN, Infinity])).toBe('')
    for (const ys of [[5], [0], [-1e308, 1e308], [1e-320, 2e-320], [3, 3, 3]]) {
      expect(chart(ys)).not.toMatch(/NaN|Infinity/)
    }
  })

  it('a graph shows each variable and function of the moment', async () => {
    const { state } = await runScript(
      'const x = new Variable(np.array(2.0))\nconst y = square(x)\ny.backward()',
    )
    const { svg, items } = graphToSvg(state, state.length - 1)
    expect(items).toBe(3)
    expect(svg.match(/<rect/g)).toHaveLength(3)
    expect(svg).toContain('>Square<')
    expect(svg).not.toMatch(/NaN|undefined/)
    const begin = graphToSvg(state, state.steps[0]!.seq - 1)
    expect(begin.svg.match(/<rect/g)).toHaveLength(1)
  })
})
