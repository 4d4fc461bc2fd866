import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { pollUntil } from '#test/cast/poll.ts'

/** A booted systemd with processes, files, users and a network of its own. */
export interface Machine {
  /** Its process 1, by our numbers; another one after it was started again. */
  leader(): number
  run(script: string): Promise<Said>
  reboot(): Promise<void>
  /** Shuts it down and takes away what it left in the control groups. */
  stop(): Promise<void>
}

export interface Said {
  code: number
  out: string
}

const bootMillis = 150_000
const stopMillis = 40_000
const runMillis = 180_000

/** A sentence about what this computer lacks for it, if anything. */
export function missingPrograms(): string | undefined {
  if (process.geteuid?.() !== 0) return 'Only root can boot a machine.'
  const needed = ['mmdebstrap', 'systemd-nspawn', 'unshare', 'nsenter', 'tar']
  const missing = needed.filter((name) => spawnSync('which', [name]).status !== 0)
  if (missing.length > 0) {
    return `Missing: ${missing.join(', ')}. On Debian: apt-get install mmdebstrap systemd-container`
  }
  return groupsFolder() ? undefined : 'No cgroup2 is mounted here; systemd needs one.'
}

/**
 * Boots the system in this folder. It sees the control groups of version 2 alone, and only its
 * own; nothing is mounted or changed outside of the namespaces that end with it.
 */
export async function bootMachine(place: string): Promise<Machine> {
  const group = join(groupsFolder()!, `dozo-try-units-${process.pid}`)
  mkdirSync(group)
  const nspawn = ['systemd-nspawn', '--boot', '--register=no', '--keep-unit', '--private-network']
  // By BPF systemd holds units to their addresses and ports; nspawn forbids it unless told.
  const walls = ['--capability=CAP_BPF,CAP_PERFMON,CAP_SYS_RESOURCE', '--system-call-filter=bpf']
  const options = [
    ...walls,
    '--link-journal=no',
    '--resolv-conf=off',
    '--timezone=off',
    '--console=pipe',
  ]
  const inside = [
    'mkdir -p /run/systemd && mount -t tmpfs tmpfs /run/systemd',
    'mount -t cgroup2 none /sys/fs/cgroup',
    again(`${nspawn.join(' ')} ${options.join(' ')} --machine=dozo-try --directory="$1"`),
  ].join(' && ')
  const kinds = ['--mount', '--pid', '--cgroup', '--propagation', 'private', '--mount-proc']
  const script = `echo $$ > "$2/cgroup.procs" && exec unshare ${kinds.join(' ')} \
--fork --kill-child sh -c '${inside}' sh "$1"`
  const child = spawn('sh', ['-c', script, 'sh', place, group], {
    stdio: ['ignore', 'ignore', 'ignore'],
    detached: true,
  })
  const machine = machineOf(child, group)
  try {
    await machine.booted()
  } catch (error) {
    await machine.stop()
    throw error
  }
  return machine
}

/** A machine that wants to be started again ends with this code. */
const again = (command: string) =>
  `while true; do ${command}; code=$?; [ $code = 133 ] || exit $code; done`

function machineOf(child: ChildProcess, group: string) {
  let leader = 0
  const gone = new Promise((resolve) => child.on('exit', resolve))
  const machine = {
    leader: () => leader,
    run: (script: string) => within(leader, script),
    async booted(before = 0) {
      const isUp = async () => {
        leader = leaderBelow(child.pid!) ?? 0
        if (leader === 0 || leader === before) return false
        const { out } = await within(leader, 'systemctl is-system-running')
        return /^(running|degraded)$/m.test(out)
      }
      await pollUntil('systemd has started', isUp, bootMillis)
    },
    async reboot() {
      const before = leader
      await machine.run('systemctl --no-block reboot')
      await machine.booted(before)
    },
    async stop() {
      if (leader > 0) await machine.run('systemctl --no-block poweroff').catch(() => {})
      await Promise.race([gone, wait(stopMillis, undefined, { ref: false })])
      child.kill('SIGKILL')
      await gone
      removeGroup(group)
    },
  }
  return machine
}

/** Runs a script inside, as its root. */
export function within(leader: number, script: string): Promise<Said> {
  const kinds = ['--mount', '--uts', '--ipc', '--net', '--pid', '--cgroup', '--root', '--wd']
  const path = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
  const shell = ['/usr/bin/env', '-i', path, 'LANG=C.UTF-8', 'HOME=/root', 'sh', '-c', script]
  return new Promise((resolve) => {
    const options = { timeout: runMillis, maxBuffer: 16 * 1024 * 1024 }
    execFile('nsenter', ['-t', String(leader), ...kinds, ...shell], options, (error, out, err) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, out: out + err }),
    )
  })
}

function groupsFolder(): string | undefined {
  const mounts = readFileSync('/proc/self/mounts', 'utf8').split('\n')
  return mounts.map((line) => line.split(' ')).find(([, , kind]) => kind === 'cgroup2')?.[1]
}

/** Below unshare, its shell and systemd-nspawn: the machine's process 1. */
function leaderBelow(pid: number): number | undefined {
  for (const child of childrenOf(pid)) {
    const found = nameOf(child) === 'systemd' ? child : leaderBelow(child)
    if (found) return found
  }
  return undefined
}

function childrenOf(pid: number): number[] {
  try {
    const listed = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    return listed.trim().split(' ').filter(Boolean).map(Number)
  } catch {
    return []
  }
}

function nameOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim()
  } catch {
    return ''
  }
}

function removeGroup(folder: string): void {
  if (!existsSync(folder)) return
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeGroup(join(folder, entry.name))
  }
  rmdirSync(folder)
}
