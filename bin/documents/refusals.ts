import { type RefusalCode, refusals } from '../../src/lib/refusal.ts'
import { messages } from '../../src/sites/ui/messages.ts'

/** Every "no" with its status and what people read. */
export function refusalsDocument(): string {
  const [ja, en] = [messages('ja').refusals, messages('en').refusals]
  const rows = (Object.keys(refusals) as RefusalCode[]).map(
    (code) => `| \`${code}\` | ${refusals[code]} | ${en[code]} | ${ja[code]} |`,
  )
  return `# Refusals

Made from the code by \`bin/dozo run bin/write-docs.ts\`; do not edit. Codes are public: they are
added to, never renamed. Who asks for JSON gets \`{code, field, message}\`; pages say the sentence.

| code | status | English | Japanese |
|---|---|---|---|
${rows.join('\n')}
`
}
