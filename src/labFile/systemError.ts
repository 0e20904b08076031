// What the operating system says of a file, as a failure with its reason. Knows no file format.
import { errorFor } from '@shared/failure'

/** For an error while reading; what the system did not say passes as it is. */
export function readingFailed(path: string, error: unknown): unknown {
  switch (systemCode(error)) {
    case undefined:
      return error
    case 'ENOENT':
      return errorFor('file-missing', { path })
    case 'EACCES':
    case 'EPERM':
      return errorFor('file-forbidden', { path })
    default:
      return errorFor('file-unreadable', { path, detail: (error as Error).message })
  }
}

/** The same while writing. */
export function writingFailed(path: string, error: unknown): unknown {
  switch (systemCode(error)) {
    case undefined:
      return error
    case 'ENOSPC':
    case 'EDQUOT':
      return errorFor('place-full', { path })
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return errorFor('place-forbidden', { path })
    case 'ENOENT':
      return errorFor('place-missing', { path })
    default:
      return errorFor('place-refused', { path, detail: (error as Error).message })
  }
}

/** Undefined for an error that is not of a system call. */
function systemCode(error: unknown): string | undefined {
  const { code, syscall } = error as NodeJS.ErrnoException
  return syscall === undefined ? undefined : (code ?? '')
}
