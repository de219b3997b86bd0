/**
 * What the log sources of ATT&CK call their events: misspelt source names, spellings of one event, and the event names that can be
 * told from prose. A data table with its authorities and no parsing; parseLogSource reads it.
 * Authorities: man 2 syscalls (auditd, ebpf); AWS API references (CloudTrail); es_event_type_t (macOS Endpoint Security);
 * https://docs.zeek.org/en/master/script-reference/log-files.html (network flow logs).
 */

/** Names of log sources in published bundles that are another name misspelt, with the name that is meant. */
export const MISSPELT_SOURCES: Readonly<Record<string, string>> = {
  "containerd:Events": "containerd:events",
  "esxis:vmkernel": "esxi:vmkernel",
  "linus:syslog": "linux:syslog",
  linuxsyslog: "linux:syslog",
  "macos:endpointSecurity": "macos:endpointsecurity",
  "maos:osquery": "macos:osquery",
  "NSM:FLow": "NSM:Flow",
  "NSM:firewall": "NSM:Firewall",
};

/** Labels before an event's name that do not belong to it: `eventName: RunInstances`, `subsystem=com.apple.TCC`. */
export const EVENT_LABELS =
  /^(?:event\s?name|event\s?type|operation\s?name|operation|method\s?name|api_call|evt\.type|subsystem|verb|cmdlet|powershell)\s*[:=]\s*/i;

const SYSCALLS_BY_NAME_ALONE = `bpf capset chmod chown clock_gettime clone creat execve execveat fchmod fchmodat fchown fchownat fcntl
  finit_module fsetxattr fremovexattr getsockopt gettimeofday getxattr init_module ioctl kexec_load lchown lremovexattr lsetxattr mknod mmap
  mprotect nanosleep openat prctl process_vm_readv process_vm_writev ptrace recvfrom removexattr renameat rmdir sendmsg sendto setns
  setsockopt settimeofday setxattr unlinkat unshare`;
/** Also words of English or names of programs: taken for system calls only at the head of a channel or in a list of them. */
const SYSCALLS_BY_CONTEXT =
  "accept access bind connect fork flock kill link mount open read recv rename send setgid setuid socket stat time unlink vfork write";

const words = (text: string): readonly string[] => text.split(/\s+/);

const PLAIN_SYSCALLS = new Set(words(SYSCALLS_BY_NAME_ALONE));
const SYSCALLS = new Set([...PLAIN_SYSCALLS, ...words(SYSCALLS_BY_CONTEXT)]);

const ZEEK_LOGS = new Set(
  words("amqp conn dhcp dns files ftp http icmp ldap mqtt ntlm rdp smb_files smtp ssh ssl weird websocket x509 xmpp"),
);

const CLOUDTRAIL_VERBS = `Add Assume Attach Authorize Console Copy Create Delete Deregister Describe Detach Disable Enable Execute Export Get
  Import Invoke Leave List Lookup Modify Pass Put Register Remove Revoke Run Send Set Start Stop Terminate Update Upload`;

/** Words before a colon that name no event: what follows them is prose about the whole log source. */
export const PROSE_HEADS: ReadonlySet<string> = new Set(["provider", "query", "select", "Keywords", "cmd", "token_analysis"]);

/** How one family of log sources names its events. */
export interface EventFamily {
  readonly sources: RegExp;
  /** The one spelling of an event's name; the name itself where the family has nothing to say. */
  readonly canonicalName?: (name: string) => string;
  /** Event names that stand out in prose; each match, or its first group, is one. */
  readonly namesInText?: RegExp;
  /** Names that may open a channel and be followed by prose: `open/read of sensitive files`. */
  readonly headNames?: ReadonlySet<string>;
}

export const EVENT_FAMILIES: readonly EventFamily[] = [
  {
    sources: /^(?:auditd:SYSCALL|ebpf:syscalls)$/,
    canonicalName: (name) => (SYSCALLS.has(name.toLowerCase()) ? name.toLowerCase() : name),
    namesInText: new RegExp(`\\b(?:${[...PLAIN_SYSCALLS].join("|")})\\b(?![.-])`, "g"),
    headNames: SYSCALLS,
  },
  { sources: /^auditd:EXECVE$/, canonicalName: (name) => (name === "execve" ? "EXECVE" : name) },
  {
    sources: /^AWS:CloudTrail$/,
    canonicalName: (name) => name.replace(/^[a-z0-9]+:(?=[A-Z])/, ""),
    namesInText: new RegExp(`\\b(?:${words(CLOUDTRAIL_VERBS).join("|")})[A-Z][A-Za-z0-9]+\\b`, "g"),
  },
  {
    sources: /^macos:endpointsecurity$/,
    canonicalName: (name) => {
      const short = /^(?:es_event_(?:type_(?:notify|auth)_)?)?(?:file_)?([a-z]+?)(?:_t)?$/i.exec(name)?.[1];
      return short === undefined ? name : `ES_EVENT_TYPE_NOTIFY_${short.toUpperCase()}`;
    },
    namesInText: /\bES_EVENT_TYPE_[A-Z_]+\b/g,
  },
  { sources: /^(?:m365|azure):/, namesInText: /\b(?:Add|Get|New|Remove|Search|Set|Update)-[A-Z][A-Za-z]+\b/g },
  { sources: /^(?:gcp:audit|saas:okta)$/, namesInText: /\b[a-z][A-Za-z]*(?:\.[A-Za-z0-9]+)+(?![\w*])/g },
  {
    sources: /^NSM:/,
    canonicalName: (name) => (ZEEK_LOGS.has(name) ? `${name}.log` : name),
    namesInText: /\b(?:conn|dns|http|ssl|smb_files|smtp|ftp)\.log\b/g,
  },
];
