// Stock Electron's start-up for `electron FOLDER`: finds the folder's package.json and loads its main module.
// Part of the registry-only development runtime, which comes without it. Must not know this project.
'use strict'
const load = module.require.bind(module)
const { app } = load('electron')
const fs = load('node:fs')
const Module = load('node:module')
const path = load('node:path')

const required = []
let target
const args = process.argv.slice(1)
for (let i = 0; i < args.length && target === undefined; i++) {
  const arg = args[i]
  if (arg === '-r' || arg === '--require') required.push(args[++i])
  else if (!arg.startsWith('-')) target = arg
}

if (target === undefined) {
  process.stderr.write('Usage: electron [options] FOLDER\n')
  app.exit(2)
} else {
  process.defaultApp = true
  for (const file of required) Module._load(path.resolve(file), module, false)
  const folder = path.resolve(target)
  const manifest = path.join(folder, 'package.json')
  if (fs.existsSync(manifest)) {
    const { name, productName, version } = JSON.parse(fs.readFileSync(manifest, 'utf8'))
    if (productName || name) app.setName(productName || name)
    if (version) app.setVersion(version)
    app.setAppPath(folder)
  } else {
    app.setAppPath(path.dirname(folder))
  }
  const main = Module._resolveFilename(folder, null, true)
  Module._load(main, module, true)
}
