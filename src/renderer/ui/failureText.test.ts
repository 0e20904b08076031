import { afterEach, expect, it } from 'vitest'
import { failureFor } from '@shared/failure'
import { reasons } from '@shared/reasons'
import { i18n } from '../i18n'
import { failures } from '../i18n/ko/failures'
import { failureMessage } from './failureText'

afterEach(() => {
  i18n.global.locale.value = 'en'
})

it('a failure and what caused it are said in the language of the window', () => {
  const entry = 'runs/0/trace/00001.bin'
  const failure = failureFor('trace-damaged', { entry }, failureFor('trace-order', { at: 9, expected: 4 }))
  expect(failureMessage(failure)).toBe(failure.message)
  expect(failure.message).toContain(`${entry} cannot be read: the record does not go on where it should`)
  i18n.global.locale.value = 'ko'
  expect(failureMessage(failure)).toBe(
    `${entry} 항목을 읽을 수 없습니다: 실행 기록이 이어져야 할 곳에서 이어지지 않습니다: 이벤트 4번 자리에 9번이 있습니다`,
  )
})

it('words of other programs stand apart in a sentence, and are called so', () => {
  const words = [...Object.values(reasons).map(({ message }) => message), ...Object.values(failures)]
  const withDetail = words.filter((text) => text.includes('{detail}'))
  expect(withDetail.length).toBeGreaterThan(10)
  for (const text of withDetail) expect(text).toMatch(/\((technical detail|기술 정보): \{detail\}\)/)
})
