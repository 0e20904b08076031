// Closes the worker's realm before scripts run in it: what a script could reach out with is gone or harmless.
// The worker lives for one fresh run, so what is taken away here is taken from nobody else.
// The compiler already lets a script name nothing but the lab's names; this closes the ways around names.

/** Properties of the worker's global object that reach out of it, or make code from text. */
const reachOut = [
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
  'WebSocketStream',
  'WebTransport',
  'EventSource',
  'BroadcastChannel',
  'Worker',
  'SharedWorker',
  'importScripts',
  'navigator',
  'location',
  'caches',
  'indexedDB',
  'cookieStore',
  'localStorage',
  'sessionStorage',
  'Notification',
  'FileReader',
  'FileReaderSync',
  'FontFace',
  'Request',
  'Response',
  'RTCPeerConnection',
  'webkitRequestFileSystem',
  'webkitRequestFileSystemSync',
  'webkitResolveLocalFileSystemURL',
  'webkitResolveLocalFileSystemSyncURL',
  'postMessage',
  'close',
  'eval',
  'gc',
  'WebAssembly',
  'createImageBitmap',
  'OffscreenCanvas',
  'GPU',
  'scheduler',
  'trustedTypes',
  'name',
  'onmessage',
  'reportError',
] as const

/** What a script gets where it asks a function for the constructor of functions. */
export class CodeFromTextError extends TypeError {
  override readonly name = 'TypeError'
  readonly hint = 'write the function into the script'
  constructor() {
    super('a script cannot make code from text')
  }
}

/**
 * Call once, before the first script, after everything that the service needs was loaded and captured.
 * Not to be called where other code lives in the same realm (tests call it in a thread of their own).
 */
export function closeRealm(scope: object): void {
  for (const name of reachOut) removeGlobal(scope, name)
  blockFunctionConstructors()
}

/** Takes a property off the object and the prototypes it inherits from. */
function removeGlobal(scope: object, name: string): void {
  for (
    let holder: object | null = scope;
    holder !== null;
    holder = Object.getPrototypeOf(holder) as object | null
  ) {
    if (!Object.hasOwn(holder, name)) continue
    // What cannot be deleted is covered.
    if (!Reflect.deleteProperty(holder, name)) redefine(holder, name, undefined)
  }
}

/** `(() => 1).constructor('…')` and its async and generator kin. */
function blockFunctionConstructors(): void {
  const samples = [
    () => undefined,
    async () => undefined,
    function* () {
      yield undefined
    },
    async function* () {
      yield undefined
    },
  ]
  const blocked = function Function(): never {
    throw new CodeFromTextError()
  }
  for (const sample of samples) {
    const prototype = Object.getPrototypeOf(sample) as object
    redefine(prototype, 'constructor', blocked)
  }
}

function redefine(holder: object, name: string, value: unknown): void {
  Reflect.defineProperty(holder, name, { value, writable: false, configurable: false, enumerable: false })
}
