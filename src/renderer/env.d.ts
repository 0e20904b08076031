// What the page has besides the web platform: the bridge of the preload, and Vue components as modules.
/// <reference types="vite/client" />
import type { LabBridge } from '@shared/bridge'

declare global {
  interface Window {
    /** Exposed by the preload (src/preload); the only way out of the page. */
    readonly lab: LabBridge
  }
}
