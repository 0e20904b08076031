// The run's stream of random numbers and the `np` that draws from it. One per realm; a fresh run seeds it anew.
import { createNp } from './index'
import { RandomState } from './random'

const state = new RandomState()

/** The stream that `np.random`, dropout, layers and data loaders of the run share. */
export function randomState(): RandomState {
  return state
}

/** Starts the stream again. @param seed 0 … 2^32-1, as NumPy's RandomState takes; anything else is an ArrayError. */
export function seedRandom(seed: number): void {
  state.seed(seed)
}

export const np = createNp(state)
