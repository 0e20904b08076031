// The question before a window closes with text that could not be stored, in the person's language.
import { dialog, type BrowserWindow } from 'electron'
import type { MenuLocale } from './menuTable'

const words: Readonly<Record<MenuLocale, { message: string; stay: string; close: string }>> = {
  en: {
    message: 'Your last changes could not be saved. If you close the window, they are lost.',
    stay: 'Keep Open',
    close: 'Close Without Saving',
  },
  ko: {
    message: '마지막으로 바꾼 내용을 저장하지 못했습니다. 창을 닫으면 그 내용이 사라집니다.',
    stay: '열어 두기',
    close: '저장하지 않고 닫기',
  },
}

/** Whether the person would rather lose the text than keep the window. @param problem why it could not be stored */
export async function askToClose(
  window: BrowserWindow,
  locale: MenuLocale,
  problem: string,
): Promise<boolean> {
  const { message, stay, close } = words[locale]
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message,
    detail: problem,
    buttons: [stay, close],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  })
  return response === 1
}
