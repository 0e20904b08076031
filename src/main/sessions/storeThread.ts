// The thread that owns the session store: it waits for the disk, so that main never does. Must not know Electron.
import { parentPort, workerData } from 'node:worker_threads'
import { openSessionStore, type StoreOptions } from './store'
import { answerCalls } from './storeLink'

answerCalls(parentPort!, openSessionStore(workerData as StoreOptions))
