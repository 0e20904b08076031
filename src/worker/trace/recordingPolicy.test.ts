import { reportTexts } from '@shared/reportTexts'
import { expect, it } from 'vitest'
import { describePolicy, recordingLimits } from './recordingPolicy'

it('a Korean report says what is recorded in Korean, with the limits of the policy', () => {
  const policy = describePolicy(recordingLimits)
  const [first] = /[\d,]{3,}/.exec(policy)!
  const said = reportTexts.ko.recorded(policy)
  expect(said).toContain(`${first}개`)
  expect(said).not.toMatch(/[a-z]{3}/)
  expect(reportTexts.ko.recorded('as it was in another version')).toContain('another version')
})
