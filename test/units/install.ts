import { chmodSync, copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pollUntil } from '#test/cast/poll.ts'
import { copyOf } from '../../bin/checks/copy.ts'
import type { Machine } from './machine.ts'
import type { Told } from './results.ts'
import { program } from './root-system.ts'

/** The names under which people know this market. */
export const names = ['shop', 'account', 'pay', 'console'].map((each) => `${each}.market.example`)
const relayName = 'relay.market.example'
/** Whom the certificate of the trial vouches for. */
export const vouchedFor = [...names, relayName]
/** A relay that takes our letters, and a host that no setting names. */
export const hosts = { relay: '192.0.2.25', stranger: '192.0.2.26' }
/** Of the machine's PostgreSQL, which ends with it. */
export const adminPassword = 'of-a-machine-that-ends'

const admin = `postgres://dozo_admin:${adminPassword}@localhost/postgres?host=/run/postgresql`
const settings = {
  DOZO_PRODUCTION: '1',
  DOZO_USERS: '1',
  DOZO_DATA: '/var/lib/dozo',
  DOZO_RUN_DIR: '/run/dozo',
  MARKET_DATABASE_ADMIN_URL: admin,
  VAULT_DATABASE_ADMIN_URL: admin,
  TLS_CERTIFICATE: '/etc/dozo/tls/certificate.pem',
  TLS_KEY: '/etc/dozo/tls/key.pem',
  MONITOR_CA_FILE: '/etc/dozo/monitor/ca.pem',
  PORT: '443',
  LISTEN_ADDRESS: '::',
  PAYMENT_PROVIDERS: 'none',
  SMTP_URL: `smtp://${relayName}:25`,
  MAIL_FROM: 'Market <market@market.example>',
  LOOK_EVERY_MILLIS: '2000',
  ...Object.fromEntries(
    names.map((name) => [`${name.split('.')[0]!.toUpperCase()}_ORIGIN`, `https://${name}`]),
  ),
}

/** The steps of docs/how-to/run-confined.md, as they stand there. */
const steps: [what: string, script: string][] = [
  ['building the release', 'cd /opt/dozo && ./node bin/dozo help'],
  [
    'a role in PostgreSQL',
    `conf=$(echo /etc/postgresql/*/main/pg_hba.conf)
     sed -i -E 's/^local +all +all +peer/local all all scram-sha-256/' "$conf"
     systemctl reload postgresql
     create="create role dozo_admin login createdb createrole password '${adminPassword}'"
     runuser -u postgres -- psql -c "$create"`,
  ],
  [
    'users, folders and units',
    `cd /opt/dozo
     install -D -m 644 deploy/systemd/sysusers.conf /etc/sysusers.d/dozo.conf
     install -D -m 644 deploy/systemd/tmpfiles.conf /etc/tmpfiles.d/dozo.conf
     install -m 644 -t /etc/systemd/system deploy/systemd/*.service deploy/systemd/dozo.target
     systemd-sysusers && systemd-tmpfiles --create`,
  ],
  [
    'the certificate',
    `cp /root/certificate.pem /root/key.pem /etc/dozo/tls/
     chown root:dozo-gateway /etc/dozo/tls/* && chmod 0640 /etc/dozo/tls/*
     cp /root/certificate.pem /etc/dozo/monitor/ca.pem`,
  ],
  [
    'databases and settings',
    `set -a; . /root/settings; set +a; cd /opt/dozo
     ./node bin/dozo check-config && ./node bin/dozo migrate
     ./node bin/dozo environment /etc/dozo
     cp -r /etc/dozo/dozo-*.service.d /etc/systemd/system/`,
  ],
  [
    'the relay, which the settings know by its name, and its certificate',
    `echo '${hosts.relay} ${relayName}' >> /etc/hosts
     conf=/etc/systemd/system/dozo-mailer.service.d/hosts.conf
     sed -i 's/^# IPAddressAllow= the address of ${relayName}.*/IPAddressAllow=${hosts.relay}/' $conf
     grep -q '^IPAddressAllow=${hosts.relay}$' $conf
     install -m 644 /root/certificate.pem /etc/dozo/relay.pem
     echo 'Environment=NODE_EXTRA_CA_CERTS=/etc/dozo/relay.pem' >> $conf`,
  ],
  ['starting', 'systemctl daemon-reload; systemctl enable --now dozo.target'],
]

/** Puts this checkout into the machine and follows the how-to. Throws with a step's own words. */
export async function install(want: {
  root: string
  place: string
  machine: Machine
  certificate: { cert: string; key: string }
  told: Told
}): Promise<void> {
  const { place, machine, certificate, told } = want
  told.step('the release')
  await release(want.root, join(place, 'opt/dozo'))
  const home = (name: string) => join(place, 'root', name)
  writeFileSync(home('certificate.pem'), certificate.cert)
  writeFileSync(home('key.pem'), certificate.key)
  writeFileSync(home('settings'), linesOf(settings))
  await reachNetwork(machine)
  const hasPostgres = async () =>
    (await machine.run('runuser -u postgres -- psql -c "select 1"')).code === 0
  await pollUntil('PostgreSQL answers', hasPostgres, 60_000)
  for (const [what, script] of steps) {
    told.step(what)
    const { code, out } = await machine.run(`set -e\n${script}`)
    if (code !== 0) throw new Error(`${what}: ${out.slice(-2_000)}`)
  }
}

/** Addresses of the world outside, on the machine's own loopback: the walls look at addresses. */
export async function reachNetwork(machine: Pick<Machine, 'run'>): Promise<void> {
  const add = Object.values(hosts).map((host) => `ip addr add ${host}/32 dev lo`)
  await machine.run(`ip link set lo up; ${add.join('; ')}`)
}

const linesOf = (values: Record<string, string>) =>
  Object.entries(values)
    .map(([name, value]) => `${name}='${value}'\n`)
    .join('')

/** The tree as it is, with its packages: hard links where there can be. */
async function release(root: string, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  copyOf(root, folder)
  rmSync(join(folder, 'node_modules'))
  const packages = join(root, 'node_modules')
  const to = join(folder, 'node_modules')
  await program('cp', ['-al', packages, to], 300_000).catch(async () => {
    rmSync(to, { recursive: true, force: true })
    await program('cp', ['-a', packages, to], 300_000)
  })
  copyFileSync(process.execPath, join(folder, 'node'))
  chmodSync(join(folder, 'node'), 0o755)
  if (readdirSync(to).length === 0) throw new Error('the release has no packages')
}
