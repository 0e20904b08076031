// What the build makes of an AssemblyScript program (scripts/assemblyscript.mjs).
declare module '*.as?module' {
  /** The compiled program as base64 text. */
  const program: string
  export default program
}
