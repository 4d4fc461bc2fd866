export const certificatesOptions = ['days', 'new-authority']

export const certificatesHelp = `Usage: dozo certificates [status | issue [PROCESS ...]] [options]

  By them processes know each other across hosts; on one host the sockets do. Only needed where
  VAULT_AT, PAYMENTS_AT or MONITOR_AT is set; docs/how-to/vault-on-its-own-host.md goes through it.

  status         until when each certificate is good; exit code 1 when one ends within 14 days
  issue          makes the authority at the first time, then a new key and certificate for each
                 process, or for those named. Processes that run take them over by themselves
                 within seconds, and no call is lost
                 --days=N          good for so many days, 1 to 397, 90 unless said
                 --new-authority   for all processes, under a new authority; what was issued before
                                   is worth nothing on any host that has the new papers

  --json         tells all as one JSON text

The papers stand in CALLS_DIR/PROCESS/papers.pem; carry each to the host of its process. The key of
the authority stands in CALLS_AUTHORITY_DIR: whoever has it can be any process. Not on the shop's host.
`
