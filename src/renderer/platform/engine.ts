// The one engine of this window.
import { connectEngineHost } from './engineHost'
import { EngineClient } from './engineClient'
import { shellService } from './services'

export const engine = new EngineClient(() => connectEngineHost(shellService))
