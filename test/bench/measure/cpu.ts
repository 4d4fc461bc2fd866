import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts in hundredths of a second on every machine we know. */
const ticksPerSecond = 100

/** Processor time of a process in milliseconds, its ended children included; 0 when it is gone. */
export function cpuMillis(pid: number): number {
  try {
    const fields = statOf(pid)
    const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0)
    return (ticks * 1000) / ticksPerSecond
  } catch {
    return 0
  }
}

/** Of a process and all it has started, ended or not. */
export function familyCpuMillis(pid: number): number {
  return [pid, ...childrenOf(pid)].reduce((sum, each) => sum + cpuMillis(each), 0)
}

/** Direct children, by the parent that Linux names. */
export function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((each) => parentOf(each) === pid)
}

/** Who used how much between two moments. */
export interface CpuMeter {
  begin(): void
  /** Milliseconds since `begin`, by name. */
  end(): Record<string, number>
}

/** `processes`: name → pid; a name in `families` counts with its children. */
export function cpuMeter(
  processes: Readonly<Record<string, number>>,
  families: readonly string[] = ['postgres'],
): CpuMeter {
  const read = () =>
    Object.entries(processes).map(([name, pid]): [string, number] => [
      name,
      families.includes(name) ? familyCpuMillis(pid) : cpuMillis(pid),
    ])
  let before: Record<string, number> = {}
  return {
    begin: () => {
      before = Object.fromEntries(read())
    },
    end: () =>
      Object.fromEntries(read().map(([name, millis]) => [name, millis - (before[name] ?? 0)])),
  }
}

function parentOf(pid: number): number | undefined {
  try {
    return Number(statOf(pid)[1])
  } catch {
    return undefined
  }
}

/** The fields after the name, which may itself hold spaces and brackets. */
function statOf(pid: number): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return text.slice(text.lastIndexOf(')') + 2).split(' ')
}
