import { placeOf } from '@shared/graphFacts'
import { describe, expect, it } from 'vitest'
import { scriptScopes } from './scriptScopes'

describe('functions of a script', () => {
  it('have their names and places, however they are written', () => {
    const scopes = scriptScopes(`function block(x) {
  return tanh(x)
}
const double = (x: Variable) => x + x
const old = function (x) { return x }
class Net extends Model {
  forward(x) { return this.help(x) }
  help(x) { return x }
}
`)
    expect(scopes.map(({ name }) => name)).toEqual(['block', 'double', 'old', 'Net', 'Net.help'])
    expect(scopes[0]).toMatchObject({ from: placeOf(1, 1), to: placeOf(3, 2) })
    expect(scopes[1]).toMatchObject({ from: placeOf(4, 16), to: placeOf(4, 38) })
  })

  it('without a name, and broken text, give none', () => {
    expect(scriptScopes('run((x) => x * 2)\n')).toEqual([])
    expect(() => scriptScopes('function (')).not.toThrow()
  })
})
