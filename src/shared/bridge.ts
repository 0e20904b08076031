// The one bridge that the preload exposes to the window, and the messages that main sends it.

/** Names of the services that main answers; `call` goes to channel `service:method`. */
export type ServiceName = 'sessions' | 'shell' | 'files'

/** `window.lab`: the only thing the preload adds to the page. */
export interface LabBridge {
  /** Answers with `Answer<T>` (sessionApi.ts), never rejects for a failure in main. */
  call(service: ServiceName, method: string, args: readonly unknown[]): Promise<unknown>
  /** Menu commands and notices from main, by name; returns the function that unsubscribes. */
  onMessage(listener: (message: MainMessage) => void): () => void
  /** Values that must be known before the first frame. */
  readonly boot: {
    readonly nonce: string
    readonly platform: string
    readonly locale: string
    /** Memory of the machine. */
    readonly memoryBytes: number
  }
}

export type MainMessage =
  | { readonly type: 'command'; readonly name: string }
  | { readonly type: 'engine-host-lost'; readonly reason: string }
  | { readonly type: 'flush'; readonly token: number }

/** `window.postMessage` type with which the preload hands over the port to the engine host (a Comlink HostApi). */
export const engineHostPortMessage = 'dezero-lab:engine-host-port'
