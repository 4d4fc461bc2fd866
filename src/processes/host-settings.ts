/** Whether a setting says where somebody is on another host, or that others come from there. */
export function isOfHosts(setting: string): boolean {
  return /^(?:VAULT|PAYMENTS|MONITOR)_(?:AT|LISTEN)$/.test(setting)
}
