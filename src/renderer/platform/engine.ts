// The one engine of this window.
import { memoryLimitOf } from '@shared/engineApi'
import { connectEngineHost } from './engineHost'
import { EngineClient, stopGraceMs } from './engineClient'
import { bridge, shellService } from './services'

export const engine = new EngineClient(
  () => connectEngineHost(shellService),
  stopGraceMs,
  memoryLimitOf(bridge.boot.memoryBytes),
)
