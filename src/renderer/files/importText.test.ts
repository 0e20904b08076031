import { afterEach, expect, it } from 'vitest'
import { failureFor } from '@shared/failure'
import type { ImportResult } from '@shared/fileApi'
import { i18n } from '../i18n'
import { importedText, importHint } from './importText'

afterEach(() => {
  i18n.global.locale.value = 'en'
})

const session = (id: number) => ({ id: String(id), title: `Session ${id}` })
const notZip = (file: string) => ({ file, failure: failureFor('not-zip', {}) })

it('one session is told by its title, one broken file with its reason and what to do', () => {
  expect(importedText({ sessions: [session(1)], refused: [] })).toBe('Imported: Session 1')
  const refused: ImportResult = { sessions: [], refused: [notZip('a.dzlab')] }
  expect(importedText(refused)).toBe('a.dzlab was not imported: not a zip file, or its end is missing')
  expect(importHint(refused)).toBe('choose a file that DeZero Lab exported')
})

it('of twenty files one notice tells how many came in and which did not, by reason', () => {
  const result: ImportResult = {
    sessions: Array.from({ length: 12 }, (_, i) => session(i)),
    refused: [
      ...Array.from({ length: 5 }, (_, i) => notZip(`broken ${i}.dzlab`)),
      { file: 'old.ipynb', failure: failureFor('notebook-version', { version: '3' }) },
      ...['a.png', 'b.txt'].map((file) => ({ file, failure: failureFor('no-session-file', {}) })),
    ],
  }
  expect(importedText(result)).toBe('Imported: 12 sessions\n8 files were not imported')
  expect(importHint(result).split('\n')).toEqual([
    '• broken 0.dzlab, broken 1.dzlab, broken 2.dzlab and 2 more: not a zip file, or its end is missing',
    '• old.ipynb: the notebook has version 3',
    '• a.png, b.txt: this is no session file',
  ])
  i18n.global.locale.value = 'ko'
  expect(importHint(result).split('\n')[0]).toBe(
    '• broken 0.dzlab, broken 1.dzlab, broken 2.dzlab 외 2개: zip 파일이 아니거나 끝부분이 없습니다',
  )
})
