export const helpText = `Usage: dozo COMMAND [words] [--json]

  start [--production]   prepare everything, start all processes, stop them at Ctrl-C
    --only=vault,mailer  only these, where others run on other hosts
  status [--json]        processes, memory, health, addresses, databases
  migrate                bring the databases up to date
  seed                   fill the demo town into a running installation
  check-config           say what is wrong with the settings, without starting
  keys                   the vault's key ring: turn it, destroy old keys (keys --help)
  certificates           for calls between hosts: issue, renew (certificates --help)
  backup DIR             back up databases, files and keys (backup --help)
  restore DIR            restore a backup into an empty place (restore --help)
  environment FOLDER     write a file of settings for each process, for units, containers
  operator-link          the one-time link of the first operator, while there is none
  vault retention        what the vault destroyed, night by night, checked
  vault clock            whether the vault believes its clock, and how to say that it is right
  psql ROLE              ask the database as a role (or as "postgres")
  import people FILE     make a member of each mail address, one on a line
  log witness            the monitor's key for the log, for WITNESS_PUBLIC_KEY elsewhere
  log verify PROOF KEYS  check a proof file of the page "Who opened it", offline
  log verify FOLDER      check a copy of the published log and its ledger of what was destroyed
  run FILE [words]       run a TypeScript file of this checkout under Node 24
  help                   this text

Settings come from the environment; the first ones:
  PORT                   public port, default 8080; the next four are used too
                         (+1 practice provider, +2 mailbox, +3 its SMTP, +4 PostgreSQL)
  DOZO_DATA              folder of everything that must survive, default "data"
  DOZO_DEMO_TOWN         0 starts without the demo town
  MARKET_DATABASE_ADMIN_URL, VAULT_DATABASE_ADMIN_URL
                         an existing PostgreSQL 16 or newer, instead of our own

Exit codes:
  0  done                       69  something needed is missing (Node, packages)
  1  failed, the reason above   75  another start holds the lock
  3  status: not running        78  a setting is wrong
  64 a word was not understood  130 stopped by Ctrl-C before it was open
`
