import { dirname } from 'node:path'
import { type ProcessRow, processes } from '../../src/processes/table.ts'
import { folders, isOnNetwork, nodeCommand, owned, paths, socketFolders } from './deployed.ts'

const made = '# Made from src/processes/table.ts by bin/write-docs.ts; do not edit.'
const firstUser = 60_600
const filesGroup = firstUser + processes.length

/** One image, and one container for each process that sees only the volumes of its row. */
export function containerDocuments(): Record<string, string> {
  return { 'deploy/containers/Containerfile': image, 'deploy/containers/compose.yaml': compose() }
}

const image = `${made}
# Any image with Node 24, npm for the first stage, and a shell: --build-arg BASE=…
ARG BASE=docker.io/library/node:24-bookworm-slim
FROM \${BASE} AS build
WORKDIR ${paths.root}
COPY . .
RUN npm ci --ignore-scripts && node bin/dozo help && npm ci --ignore-scripts --omit=dev

FROM \${BASE}
COPY --from=build ${paths.root}/build ${paths.root}/build
COPY --from=build ${paths.root}/node_modules ${paths.root}/node_modules
COPY --from=build ${paths.root}/package.json ${paths.root}/package.json
RUN ln -s "$(command -v node)" ${paths.node}
ENTRYPOINT ["${paths.node}"]
`

function compose(): string {
  const given = processes.flatMap(givenFiles).map(({ volume }) => volume)
  const volumes = [...owned.map(({ folder }) => folder), ...allSockets().map(volumeOf), ...given]
  return `${made}
services:
${prepare()}
${processes.map(service).join('\n')}
networks:
  outside: {}
volumes:
  postgres-socket: { external: true }
${volumes.map((name) => `  ${name}: {}`).join('\n')}
`
}

/** Volumes begin as root's; this gives each to its user, and ends. */
function prepare(): string {
  const number: Record<string, number> = { files: filesGroup, supervisor: 0 }
  for (const [index, { name }] of processes.entries()) number[name] = firstUser + index
  const give = (path: string, user: string, group: string, mode: string) =>
    `chown ${number[user]}:${number[group]} ${path} && chmod ${mode} ${path}`
  const steps = [
    ...owned.map((each) => give(`${paths.state}/${each.folder}`, each.user, each.group, each.mode)),
    ...allSockets().map((folder) => {
      const [server = '', caller = ''] = folder.split('/for-')
      return give(`${paths.run}/${folder}`, server, caller, '2750')
    }),
    ...processes.flatMap((row) =>
      givenFiles(row).map(
        ({ path }) => `chown -R 0:${number[row.name]} ${path} && chmod -R u=rwX,g=rX,o= ${path}`,
      ),
    ),
  ]
  const volumes = [
    ...owned.map(({ folder }) => `${folder}:${paths.state}/${folder}`),
    ...allSockets().map((folder) => `${volumeOf(folder)}:${paths.run}/${folder}`),
    ...processes.flatMap(givenFiles).map(({ volume, path }) => `${volume}:${path}`),
  ]
  return [
    '  folders:',
    '    image: dozo',
    '    entrypoint: ["/bin/sh", "-ec"]',
    '    network_mode: none',
    '    command:',
    '      - |',
    ...steps.map((step) => `        ${step}`),
    '    volumes:',
    ...volumes.map((each) => `      - ${each}`),
  ].join('\n')
}

const allSockets = () => processes.flatMap((row) => socketFolders(row).own)

/** Certificates and tokens that somebody else renews, in a volume for their one reader. */
function givenFiles({ name, reads }: ProcessRow): { volume: string; path: string }[] {
  const files = reads.flatMap((setting) => folders[setting] ?? [])
  const found = files.filter((path) => path.startsWith(`${paths.settings}/`)).map(dirname)
  return [...new Set(found)].map((path) => ({ volume: `${name}-files`, path }))
}

const volumeOf = (folder: string) => folder.replaceAll('/', '-')

function service(row: ProcessRow): string {
  const id = firstUser + processes.indexOf(row)
  const lines = [
    `  ${row.name}:`,
    '    image: dozo',
    `    command: ${JSON.stringify(nodeCommand(row))}`,
    `    user: "${id}:${id}"`,
    ...(row.writes.includes('STORAGE_DIR') ? [`    group_add: ["${filesGroup}"]`] : []),
    `    env_file: ${row.name}.env`,
    '    read_only: true',
    '    cap_drop: [ALL]',
    '    security_opt: ["no-new-privileges:true"]',
    '    pids_limit: 64',
    `    mem_limit: ${row.heapMegabytes * 3}m`,
    '    restart: unless-stopped',
    '    depends_on: { folders: { condition: service_completed_successfully } }',
    isOnNetwork(row) ? '    networks: [outside]' : '    network_mode: none',
    ...(row.listens === 'port' ? ['    ports: ["8080:8080"]'] : []),
    ...volumesOf(row),
  ]
  return lines.join('\n')
}

function volumesOf(row: ProcessRow): string[] {
  const { own, asked } = socketFolders(row)
  const sockets = [...own, ...asked.filter((folder) => !folder.startsWith('supervisor/'))]
  const state = owned
    .map(({ folder }) => ({ folder, path: `${paths.state}/${folder}` }))
    .filter(({ path }) => row.reads.some((setting) => folders[setting] === path))
    .map(({ folder, path }) => {
      const isOurs = row.writes.some((setting) => folders[setting] === path)
      return `${folder}:${path}${isOurs ? '' : ':ro'}`
    })
  const all = [
    ...sockets.map((folder) => `${volumeOf(folder)}:${paths.run}/${folder}`),
    ...state,
    ...givenFiles(row).map(({ volume, path }) => `${volume}:${path}:ro`),
    ...(row.role ? ['postgres-socket:/run/postgresql'] : []),
  ]
  return all.length > 0 ? ['    volumes:', ...all.map((each) => `      - ${each}`)] : []
}
