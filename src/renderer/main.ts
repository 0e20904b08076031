// Starts the window: settings first, so that the first frame has the right looks and language.
import '@fontsource/jetbrains-mono/latin-400.css'
import '@fontsource/jetbrains-mono/latin-700.css'
import { toFailure } from '@shared/failure'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { warmCharts } from './charts/warmCharts'
import { i18n, translate } from './i18n'
import { bridge, sessionService } from './platform/services'
import { useNotices } from './ui/notices'
import { useSettings } from './ui/settings'
import { bindMotion, bindTheme } from './ui/theme'
import './ui/tokens.css'
import './ui/base.css'

async function start(): Promise<void> {
  const app = createApp(App).use(createPinia()).use(i18n)
  const settings = useSettings()
  const notices = useNotices()
  try {
    await settings.load(sessionService, bridge.boot.locale, (thrown) => {
      // That this store can only be read is told once, with the sessions.
      if (toFailure(thrown).reason?.name !== 'store-newer')
        notices.tellFailure(thrown, () => translate('settings.failed'))
    })
  } catch (thrown) {
    notices.tellFailure(thrown, () => translate('settings.failed'))
  }
  bindTheme(
    () => settings.values.theme,
    () => settings.values.scale,
  )
  bindMotion(() => settings.values.reduceMotion)
  app.mount('#app')
  requestIdleCallback(() => warmCharts(settings.values.scale), { timeout: 3000 })
}

void start()
