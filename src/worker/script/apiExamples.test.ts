import { apiExamples } from '@shared/apiExamples'
import { describe, expect, it } from 'vitest'
import { runScript } from '../testing/runScript'
import { scriptReference } from './reference'

describe('examples of the script API', () => {
  it('there is one for every name', () => {
    const without = scriptReference().filter(({ owner, name }) => !(`${owner}.${name}` in apiExamples))
    expect(without.map(({ owner, name }) => `${owner}.${name}`)).toEqual([])
  })
  it.each(Object.entries(apiExamples))('%s runs and prints', async (_name, source) => {
    const { outcome, state } = await runScript(source)
    expect(outcome.failure).toBeUndefined()
    expect(outcome.status).toBe('done')
    expect(state.outputs.some(({ kind }) => kind === 'print')).toBe(true)
  })
})
