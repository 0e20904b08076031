// One short script for every name of the script API, by owner and name: `.sin`, `np.sum`, `value.grad`. The help
// page shows them; a test runs each in the engine.
import { arrayExamples } from './apiExamples/arrayExamples'
import { functionExamples } from './apiExamples/functionExamples'
import { labExamples } from './apiExamples/labExamples'
import { networkExamples } from './apiExamples/networkExamples'

export const apiExamples: Readonly<Record<string, string>> = {
  ...labExamples,
  ...functionExamples,
  ...networkExamples,
  ...arrayExamples,
}
