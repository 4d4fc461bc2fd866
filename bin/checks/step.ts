import { spawn } from 'node:child_process'
import { join } from 'node:path'

/** One check of the gate: true when all is well; what is wrong has been printed. */
export type Step = () => Promise<boolean>

const toolMillis = 300_000

/** Runs a program of node_modules, its words on our terminal. */
export function tool(root: string, program: string, words: string[]): Promise<boolean> {
  const child = spawn(process.execPath, [join(root, 'node_modules', program), ...words], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: toolMillis,
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => resolve(code === 0))
  })
}
