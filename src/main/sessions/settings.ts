// Settings: names and JSON values.
import type { SessionApi } from '@shared/sessionApi'
import type { Database } from './database'
import type { Immediate } from './texts'

export function createSettings(
  database: Database,
): Immediate<Pick<SessionApi, 'getSettings' | 'setSetting'>> {
  return {
    getSettings() {
      const rows = database.all('SELECT key, value FROM settings')
      return Object.fromEntries(
        rows.map((row) => [String(row.key), JSON.parse(String(row.value)) as unknown]),
      )
    },
    /** A value of undefined forgets the setting. */
    setSetting(key, value) {
      const text = JSON.stringify(value) as string | undefined
      if (text === undefined) database.run('DELETE FROM settings WHERE key = ?', [key])
      else {
        database.run(
          'INSERT INTO settings VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
          [key, text],
        )
      }
    },
  }
}
