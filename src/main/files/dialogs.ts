// The system's dialogs for files, in the person's language.
import { dialog, type BrowserWindow, type FileFilter } from 'electron'
import type { PictureFormat, SessionFormat } from '@shared/fileApi'
import type { MenuLocale } from '../app/menuTable'
import type { FileDialogs } from './fileService'

const names: Readonly<Record<SessionFormat | PictureFormat, Readonly<Record<MenuLocale, string>>>> = {
  dzlab: { en: 'DeZero Lab session', ko: 'DeZero Lab 세션' },
  ts: { en: 'TypeScript', ko: 'TypeScript' },
  ipynb: { en: 'Jupyter notebook', ko: 'Jupyter 노트북' },
  html: { en: 'Report (HTML)', ko: '보고서 (HTML)' },
  svg: { en: 'Picture (SVG)', ko: '그림 (SVG)' },
  png: { en: 'Picture (PNG)', ko: '그림 (PNG)' },
  dot: { en: 'Graphviz graph', ko: 'Graphviz 그래프' },
  csv: { en: 'Table (CSV)', ko: '표 (CSV)' },
}
const sessionFiles: Readonly<Record<MenuLocale, string>> = { en: 'Sessions', ko: '세션' }

/** Dialogs of `window`; `locale` is asked each time, since it can change. */
export function createFileDialogs(window: BrowserWindow, locale: () => MenuLocale): FileDialogs {
  const filterOf = (format: SessionFormat | PictureFormat): FileFilter => ({
    name: names[format][locale()],
    extensions: [format],
  })
  return {
    save: async (suggestedName, formats) => {
      const { canceled, filePath } = await dialog.showSaveDialog(window, {
        defaultPath: suggestedName,
        filters: formats.map(filterOf),
        properties: ['showOverwriteConfirmation', 'createDirectory'],
      })
      return canceled || filePath === undefined || filePath === '' ? null : filePath
    },
    open: async (formats) => {
      const { canceled, filePaths } = await dialog.showOpenDialog(window, {
        filters: [{ name: sessionFiles[locale()], extensions: [...formats] }, ...formats.map(filterOf)],
        properties: ['openFile', 'multiSelections'],
      })
      return canceled ? [] : filePaths
    },
  }
}
