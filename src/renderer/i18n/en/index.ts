// The window's texts in English, by flat key; ../ko has the same keys. `{name}` places are filled in by the caller.
import { charts } from './charts'
import { failures } from './failures'
import { frame } from './frame'
import { graph } from './graph'
import { lessons } from './lessons'
import { memory } from './memory'
import { replay } from './replay'
import { run } from './run'
import { sessions } from './sessions'
import { variables } from './variables'

export const en = {
  ...frame,
  ...run,
  ...replay,
  ...graph,
  ...charts,
  ...variables,
  ...memory,
  ...sessions,
  ...lessons,
  ...failures,
} as const

export type MessageKey = keyof typeof en
