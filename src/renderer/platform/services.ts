// The services of the main process as this window uses them. The only module that touches `window.lab`.
import type { LabBridge } from '@shared/bridge'
import { createServiceClient } from './serviceClient'

export const bridge: LabBridge = window.lab
const call: LabBridge['call'] = (service, method, args) => bridge.call(service, method, args)
export const sessionService = createServiceClient('sessions', call)
export const shellService = createServiceClient('shell', call)
export const fileService = createServiceClient('files', call)
