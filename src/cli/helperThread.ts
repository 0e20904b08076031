// A helper thread's entry in Node: waits for its greeting and never returns.
import { parentPort } from 'node:worker_threads'
import { help, type HelperGreeting } from '../worker/threads/helper'

parentPort!.once('message', (greeting: HelperGreeting) => help(greeting))
