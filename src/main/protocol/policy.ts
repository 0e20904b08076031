// The headers of every `app://` response, as pure functions. Must not know Electron.

/** What a response is, which decides its content security policy. */
export type ResponseKind = 'window' | 'host' | 'worker' | 'view-worker' | 'asset'

/**
 * The policy of a response. A worker is governed by the policy of its own script, so `'unsafe-eval'` stands with the
 * engine's worker alone, and a compiled script can reach nothing: no connection, no further origin. A worker of the
 * window (`view-worker`) is one file that computes: it may load, compile and reach nothing at all.
 */
export function contentPolicy(kind: ResponseKind, nonce: string): string {
  const closed = [
    "default-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ]
  switch (kind) {
    case 'window':
      return [
        ...closed,
        "script-src 'self'",
        `style-src 'self' 'nonce-${nonce}'`,
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
      ].join('; ')
    case 'host':
      return [...closed, "script-src 'self'", "worker-src 'self'", "connect-src 'none'"].join('; ')
    case 'worker':
      return [
        ...closed,
        "script-src 'self' 'unsafe-eval' 'wasm-unsafe-eval'",
        "worker-src 'self'",
        "connect-src 'none'",
      ].join('; ')
    case 'view-worker':
      return [...closed, "script-src 'none'", "worker-src 'none'", "connect-src 'none'"].join('; ')
    case 'asset':
      return closed.join('; ')
  }
}

/** All headers of a response. Together they make the page and its workers cross-origin isolated. */
export function responseHeaders(kind: ResponseKind, type: string, nonce: string): Record<string, string> {
  return {
    'Content-Type': type,
    'Content-Security-Policy': contentPolicy(kind, nonce),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
  }
}
