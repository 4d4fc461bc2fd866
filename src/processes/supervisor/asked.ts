import type { Installation } from './installation.ts'

/** A command as it was asked for. */
export type Asked = {
  installation: Installation
  words: string[]
  isJson: boolean
  /** `--name=value`, or `--name` alone as an empty text. */
  options: ReadonlyMap<string, string>
}
