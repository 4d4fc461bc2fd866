import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { dirname, join, relative } from 'node:path'

const packages = 'node_modules'
/** Drawing the demo town's covers takes longer than all the rest of a start. */
const drawn = '.cache'

/** Another place with the same tree, in which things may be broken. */
export type Copy = {
  folder: string
  /** Every file as the tree has it now, and no other; what was not touched is left as it is. */
  restore: () => void
}

/** Every file that git knows or would take goes into the copy; packages are the same ones. */
export function copyOf(root: string, folder: string): Copy {
  const marks = new Map<string, string>()
  const restore = () => {
    const wanted = new Set(filesOf(root))
    removeOthers(folder, wanted)
    for (const path of wanted) {
      const [from, to] = [join(root, path), join(folder, path)]
      if (marks.get(path) === `${markOf(from)} ${markOf(to)}`) continue
      rmSync(to, { recursive: true, force: true })
      mkdirSync(dirname(to), { recursive: true })
      copyFileSync(from, to)
      marks.set(path, `${markOf(from)} ${markOf(to)}`)
    }
    if (!existsSync(join(folder, packages)))
      symlinkSync(join(root, packages), join(folder, packages))
  }
  mkdirSync(folder, { recursive: true })
  restore()
  return { folder, restore }
}

function filesOf(root: string): string[] {
  const listed = spawnSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
    cwd: root,
    maxBuffer: 64 * 1024 * 1024,
  })
  if (listed.status !== 0) throw new Error(`git cannot list the files: ${listed.stderr}`)
  const known = listed.stdout.toString('utf8').split('\0').filter(Boolean)
  const place = join(root, drawn)
  const cached = existsSync(place)
    ? readdirSync(place, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    : []
  return [...known.filter((path) => existsSync(join(root, path))), ...cached]
}

/** What a run left behind: reports, builds, files of its own. */
function removeOthers(folder: string, wanted: Set<string>): void {
  const folders = new Set<string>()
  for (const path of wanted) {
    for (let each = dirname(path); each !== '.' && !folders.has(each); each = dirname(each)) {
      folders.add(each)
    }
  }
  const look = (below: string) => {
    for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
      const path = join(below, entry.name)
      if (entry.isDirectory() && folders.has(path)) look(path)
      else if (entry.isDirectory() || !(wanted.has(path) || isPackages(path, entry))) {
        rmSync(join(folder, path), { recursive: true, force: true })
      }
    }
  }
  look('')
}

function isPackages(path: string, entry: { isSymbolicLink: () => boolean }): boolean {
  return path === packages && entry.isSymbolicLink()
}

/** Whoever writes a file, its mode or its owner changes this; the last one nobody can set. */
function markOf(path: string): string {
  const found = lstatSync(path, { bigint: true, throwIfNoEntry: false })
  return found ? `${found.ino} ${found.size} ${found.mtimeNs} ${found.ctimeNs}` : 'gone'
}
