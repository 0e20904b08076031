import { describe, expect, it } from 'vitest'
import {
  LessonFormatError,
  lessonId,
  lessonIndex,
  lessonNotes,
  parseBilingualScript,
  parseLesson,
  scriptIn,
  searchLessons,
  sessionSource,
  stepLabel,
} from './lesson'

const text = `// step: 4
// stage: 1
// title.en: Slopes
// title.ko: 기울기
// panels: loss, graph
// expect: 6.0
// expect:           [4 5 6]])
// expect ~1e-3: about 0.5

// %% [markdown] lang=en
// The first note.
//
// **Exercise.** Do it.
// <details>
// Like this.
// </details>

// %% [markdown] lang=ko
// 첫 노트입니다.

// %% Define ko="정의하기"
const x = 1

print(x)

// %% [markdown] lang=en
// The second note.

// %% [markdown] lang=ko
// 둘째 노트입니다.

// %% Run ko="실행하기"
print(x + 1)
`

const lesson = parseLesson(text)

/** The text with one part replaced, as an author might get it wrong. */
const broken = (part: string, by: string) => () => parseLesson(text.replace(part, by))

describe('a lesson file', () => {
  it('is read into header, notes of two languages and code cells with two titles', () => {
    expect(lesson).toMatchObject({
      firstStep: 4,
      lastStep: 4,
      stage: 1,
      title: { en: 'Slopes', ko: '기울기' },
      panels: ['loss', 'graph'],
      expectations: [
        { text: '6.0', tolerance: 0 },
        { text: '          [4 5 6]])', tolerance: 0 },
        { text: 'about 0.5', tolerance: 1e-3 },
      ],
    })
    expect(lesson.cells.map((cell) => cell.kind)).toEqual(['note', 'code', 'note', 'code'])
    expect(lesson.cells[1]).toEqual({
      kind: 'code',
      title: { en: 'Define', ko: '정의하기' },
      source: 'const x = 1\n\nprint(x)',
    })
  })

  it('keeps the hint apart from the note', () => {
    expect(lessonNotes(lesson, 'en')).toEqual([
      { body: 'The first note.\n\n**Exercise.** Do it.', hint: 'Like this.' },
      { body: 'The second note.', hint: null },
    ])
  })

  it('joins the lines of paragraphs and list items, so that every width can wrap them', () => {
    const wrapped = text.replace(
      '// The second note.',
      '// One\n// paragraph.\n//\n// - an item\n//   of two lines\n// - another\n//\n// | a | b |\n// |---|---|',
    )
    expect(lessonNotes(parseLesson(wrapped), 'en')[1]!.body).toBe(
      'One paragraph.\n\n- an item of two lines\n- another\n\n| a | b |\n|---|---|',
    )
  })

  it('may cover several steps', () => {
    const range = parseLesson(text.replace('step: 4', 'step: 30-32'))
    expect([lessonId(range), stepLabel(range)]).toEqual(['step-30', '30–32'])
    expect([lessonId(lesson), stepLabel(lesson)]).toEqual(['step-04', '4'])
  })

  it('that is broken says at which line', () => {
    expect(broken('// stage: 1\n', '')).toThrow(/lacks "stage"/)
    expect(broken('// stage: 1', '// stage: 9')).toThrow(/unknown stage/)
    expect(broken('// stage: 1', '// level: 1\n// stage: 1')).toThrow(/unknown header field: level/)
    expect(broken('// stage: 1', '// stage: 1\n// stage: 2')).toThrow(/line 3: stage is given twice/)
    expect(broken('// stage: 1', 'stage 1')).toThrow(/line 2: not a header line/)
    expect(broken('step: 4', 'step: four')).toThrow(/step must be a number/)
    expect(broken('loss, graph', 'losses')).toThrow(/unknown panel "losses"/)
    expect(broken('// %% Run ko="실행하기"', '// %% Run')).toThrow(/a code cell needs/)
    expect(broken('[markdown] lang=ko\n// 둘째', '[markdown]\n// 둘째')).toThrow(
      /line 26: notes come in pairs/,
    )
    expect(broken('// The second note.', 'The second note.')).toThrow(/line 27: a line of a note/)
    expect(broken('// </details>\n', '')).toThrow(/line 10: a hint stands between/)
    expect(broken('// %% [markdown] lang=en\n', '// %% Code ko="코드"\n')).toThrow(LessonFormatError)
  })
})

describe('the session of a lesson', () => {
  it('holds the notes and titles of one language and no hint', () => {
    expect(sessionSource(lesson, 'ko')).toBe(`// %% [markdown]
// # 4. 기울기
//
// 첫 노트입니다.

// %% 정의하기
const x = 1

print(x)

// %% [markdown]
// 둘째 노트입니다.

// %% 실행하기
print(x + 1)
`)
    const english = sessionSource(lesson, 'en')
    expect(english).toContain('// %% Define\n')
    expect(english).not.toMatch(/Like this|노트/)
  })
})

describe('the index of lessons', () => {
  const at = (step: string, stage: number) =>
    parseLesson(text.replace('step: 4', `step: ${step}`).replace('stage: 1', `stage: ${stage}`))

  it('has the stages in order and in each the lessons by step', () => {
    const index = lessonIndex([at('26', 3), at('2', 1), at('11', 2), at('1', 1)])
    expect(index.map(({ stage, lessons }) => [stage, lessons.map(lessonId)])).toEqual([
      [1, ['step-01', 'step-02']],
      [2, ['step-11']],
      [3, ['step-26']],
    ])
  })

  it('does not accept two lessons for one step', () => {
    expect(() => lessonIndex([at('30-32', 3), at('31', 3)])).toThrow('step 31 has two lessons')
  })

  it('finds lessons by every word, in the language of the reader', () => {
    const lessons = [lesson, at('28', 3)]
    expect(searchLessons(lessons, 'slopes second', 'en').map(lessonId)).toEqual(['step-04', 'step-28'])
    expect(searchLessons(lessons, ' 28 ', 'en').map(lessonId)).toEqual(['step-28'])
    expect(searchLessons(lessons, '노트', 'en')).toEqual([])
    expect(searchLessons(lessons, '노트', 'ko')).toHaveLength(2)
  })
})

describe('a script with notes in both languages', () => {
  const script = parseBilingualScript(`// title.en: A slope
// title.ko: 기울기

// %% [markdown] lang=en
// Look.

// %% [markdown] lang=ko
// 보세요.

// %% Run ko="실행"
print(1)
`)

  it('is given in one of them, under its title', () => {
    expect(scriptIn(script, 'ko')).toBe(
      '// %% [markdown]\n// # 기울기\n//\n// 보세요.\n\n// %% 실행\nprint(1)\n',
    )
    expect(scriptIn(script, 'en')).toContain('// # A slope\n//\n// Look.')
  })

  it('needs both titles', () => {
    expect(() => parseBilingualScript('// title.en: A slope\n')).toThrow(LessonFormatError)
  })
})
