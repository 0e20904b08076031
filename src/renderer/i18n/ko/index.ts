// The window's texts in Korean: polite plain style, the terms of the book (변수, 함수, 역전파, 기울기, 계산 그래프, 세대).
import type { MessageKey } from '../en'
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

export const ko: Readonly<Record<MessageKey, string>> = {
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
}
