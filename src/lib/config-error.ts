/** Settings a process cannot start with; the message has one sentence per wrong setting. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly sentences: readonly string[]

  constructor(sentences: readonly string[]) {
    super(sentences.join('\n'))
    this.sentences = sentences
  }
}
