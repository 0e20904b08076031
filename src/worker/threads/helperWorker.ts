// A helper thread's entry in a page: waits for its greeting and never returns.
import { help, type HelperGreeting } from './helper'

self.addEventListener('message', ({ data }: MessageEvent<HelperGreeting>) => help(data), { once: true })
