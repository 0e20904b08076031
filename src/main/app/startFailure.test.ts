import { expect, it } from 'vitest'
import { startFailure } from './startFailure'

it('says in both languages what the system said and what to do', () => {
  const error = new Error('EACCES: permission denied')
  const [title, text] = startFailure('DeZero Lab', 'en', error)
  expect(title).toBe('DeZero Lab cannot start')
  expect(text).toMatch(/^EACCES: permission denied\n\nCheck that/)
  expect(startFailure('DeZero Lab', 'ko', 'x').join()).toMatch(/시작할 수 없습니다,x\n\n프로필 폴더/)
})
