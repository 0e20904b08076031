// Tells tools that read TypeScript alone (the linter) what a .vue file is; vue-tsc looks into the files themselves.
declare module '*.vue' {
  import type { Component } from 'vue'
  const component: Component
  export default component
}
