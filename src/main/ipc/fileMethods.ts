// What the window may say to the file service: the argument list of every method.
import * as v from 'valibot'
import { lessonLocales } from '@shared/lesson'
import { mostDroppedBytes, pictureFormats, sessionFormats, type FileApi } from '@shared/fileApi'
import type { ArgumentSchemas } from './answer'

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(100))
const name = v.pipe(v.string(), v.maxLength(500))
const bytes = v.pipe(
  v.instance(Uint8Array),
  v.check((content) => content.byteLength <= 2 ** 30, 'a file may have at most 1 GiB'),
)

export const fileMethods: ArgumentSchemas<FileApi> = {
  exportSessions: v.strictTuple([
    v.pipe(v.array(id), v.minLength(1), v.maxLength(10_000)),
    v.picklist([...sessionFormats, 'any']),
    v.optional(id),
    v.optional(v.picklist(lessonLocales)),
  ]),
  importFiles: v.strictTuple([]),
  importDropped: v.strictTuple([
    v.pipe(
      v.array(v.strictObject({ name, bytes })),
      v.minLength(1),
      v.maxLength(100),
      v.check(
        (files) => files.reduce((sum, file) => sum + file.bytes.byteLength, 0) <= mostDroppedBytes,
        'dropped files may have at most 64 MB',
      ),
    ),
  ]),
  saveFile: v.strictTuple([name, v.picklist(pictureFormats), bytes]),
}
