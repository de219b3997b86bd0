/** Guarantees what is read from log sources, on the shapes that the published bundles really have. */
import { describe, expect, it } from "vitest";
import { eventKey, parseLogSource } from "./events.ts";

const keys = (name: string, channel: string) => parseLogSource(name, channel).events.map(eventKey);
const ids = (name: string, channel: string) => parseLogSource(name, channel).events.map(({ id }) => id);

describe("numbered events", () => {
  it.each([
    ["WinEventLog:Sysmon", "EventCode=1", ["WinEventLog:Sysmon/1"]],
    ["WinEventLog:Sysmon", "EventCode=3, 22", ["WinEventLog:Sysmon/3", "WinEventLog:Sysmon/22"]],
    ["linux:Sysmon", "EventCode=3, 22", ["linux:Sysmon/3", "linux:Sysmon/22"]],
    ["WinEventLog:Security", "EventCode=4778, EventCode=4779", ["WinEventLog:Security/4778", "WinEventLog:Security/4779"]],
    ["WinEventLog:System", "EventCode=5005 (WLAN), EventCode=302 (Bluetooth)", ["WinEventLog:System/5005", "WinEventLog:System/302"]],
    ["WinEventLog:Security", "Event IDs 4624 and 4625", ["WinEventLog:Security/4624", "WinEventLog:Security/4625"]],
    ["WinEventLog:Security", "4688", ["WinEventLog:Security/4688"]],
    ["WinEventLog:Security", "EventCode=4688, 4688", ["WinEventLog:Security/4688"]],
    ["WinEventLog:Sysmon", "EventCode = 01", ["WinEventLog:Sysmon/1"]],
  ])("%s %s", (name, channel, expected) => {
    expect(keys(name, channel)).toEqual(expected);
    expect(parseLogSource(name, channel).freeText).toBe(false);
  });

  it("spells each event's channel alone", () => {
    expect(parseLogSource("WinEventLog:Sysmon", "EventCode=3, 22").events).toEqual([
      { source: "WinEventLog:Sysmon", channel: "EventCode=3", id: "3" },
      { source: "WinEventLog:Sysmon", channel: "EventCode=22", id: "22" },
    ]);
  });

  it("counts out ranges, bounded", () => {
    expect(ids("WinEventLog:Security", "EventCode=5001-5005")).toEqual(["5001", "5002", "5003", "5004", "5005"]);
    expect(ids("WinEventLog:Security", "EventCode=4720, 4722–4724")).toEqual(["4720", "4722", "4723", "4724"]);
    expect(parseLogSource("WinEventLog:Security", "EventCode=1-999999")).toMatchObject({ events: [], freeText: true });
    expect(parseLogSource("WinEventLog:Security", "EventCode=9-1")).toMatchObject({ events: [], freeText: true });
  });

  it("finds an event's number in prose", () => {
    const parsed = parseLogSource("WinEventLog:System", "System shutdowns due to bugcheck (Event ID 1001) or watchdog timer expirations");
    expect(parsed.events.map(eventKey)).toEqual(["WinEventLog:System/1001"]);
    expect(parsed.freeText).toBe(true);
  });
});

describe("named events", () => {
  it.each([
    ["auditd:SYSCALL", "execve", ["execve"]],
    ["auditd:SYSCALL", "EXECVE", ["execve"]],
    ["auditd:SYSCALL", "open, read, mount", ["open", "read", "mount"]],
    ["auditd:SYSCALL", "execve,socket,connect,openat", ["execve", "socket", "connect", "openat"]],
    ["auditd:SYSCALL", "ptrace or process_vm_readv", ["ptrace", "process_vm_readv"]],
    ["auditd:SYSCALL", "setxattr or getxattr system call", ["setxattr", "getxattr"]],
    ["ebpf:syscalls", "socket connect", ["socket", "connect"]],
    ["auditd:EXECVE", "execve", ["EXECVE"]],
    ["AWS:CloudTrail", "StopLogging, DeleteTrail, or DisableSecurityService", ["StopLogging", "DeleteTrail", "DisableSecurityService"]],
    ["AWS:CloudTrail", "ssm:GetCommandInvocation", ["GetCommandInvocation"]],
    ["AWS:CloudTrail", "eventName: RunInstances, CreateUser", ["RunInstances", "CreateUser"]],
    ["AWS:CloudTrail", "DescribeUsers / ListUsers / GetUser", ["DescribeUsers", "ListUsers", "GetUser"]],
    ["AWS:CloudTrail", "PutObject (with SSE-C), UploadPart (SSE-C)", ["PutObject", "UploadPart"]],
    ["azure:activity", "Microsoft.Compute/virtualMachines/read", ["Microsoft.Compute/virtualMachines/read"]],
    [
      "azure:signinlogs",
      "OperationName=SetDomainAuthentication OR Set-FederatedDomain",
      ["SetDomainAuthentication", "Set-FederatedDomain"],
    ],
    ["macos:endpointsecurity", "es_event_open, es_event_exec", ["ES_EVENT_TYPE_NOTIFY_OPEN", "ES_EVENT_TYPE_NOTIFY_EXEC"]],
    ["macos:endpointsecurity", "exec", ["ES_EVENT_TYPE_NOTIFY_EXEC"]],
    ["macos:unifiedlog", "subsystem: com.apple.WebKit or com.apple.WebKit.Networking", ["com.apple.WebKit", "com.apple.WebKit.Networking"]],
    ["macos:unifiedlog", "process: exec", ["process:exec"]],
    ["macos:osquery", "process_events/socket_events", ["process_events", "socket_events"]],
    ["macos:osquery", "process_events table", ["process_events"]],
    ["NSM:Flow", "http, dns, ssl logs", ["http.log", "dns.log", "ssl.log"]],
    ["saas:okta", "user.session.start, policy.mfa.bypass", ["user.session.start", "policy.mfa.bypass"]],
    ["linux:syslog", "/var/log/syslog", ["/var/log/syslog"]],
  ])("%s %s", (name, channel, expected) => {
    expect(ids(name, channel)).toEqual(expected);
    expect(parseLogSource(name, channel).freeText).toBe(false);
  });

  it.each([
    ["auditd:SYSCALL", "execve: Execution of curl or wget writing files to /tmp/* followed by chmod or execution", ["execve"]],
    ["auditd:SYSCALL", "open/write syscalls targeting /etc/ld.so.preload or binaries in /usr/bin", ["open", "write"]],
    ["auditd:SYSCALL", "execve network tools", ["execve"]],
    ["auditd:SYSCALL", "execve=/sbin/shutdown or /sbin/reboot", ["execve"]],
    ["auditd:SYSCALL", "AUDIT_SYSCALL (open, write, rename, unlink)", ["open", "write", "rename", "unlink"]],
    ["auditd:SYSCALL", "Execution of dpkg or rpm followed by fork/execve from within postinst, prerm, etc.", ["execve"]],
    ["AWS:CloudTrail", "GetInstanceIdentityDocument or IMDSv2 token requests", ["GetInstanceIdentityDocument"]],
    ["AWS:CloudTrail", "eventName=ConsoleLogin | eventType=AwsConsoleSignIn", ["ConsoleLogin"]],
    ["kubernetes:apiserver", "verb=create, resource=cronjobs, group=batch", ["create"]],
    ["m365:unified", "SendOnBehalf/SendAs: Office Suite initiated messages using impersonated identities", ["SendOnBehalf", "SendAs"]],
    ["NSM:Flow", "mqtt.log or AMQP custom log", ["mqtt.log"]],
    [
      "saas:slack",
      "chat.postMessage, files.upload, or discovery API calls involving token/credential regex",
      ["chat.postMessage", "files.upload"],
    ],
  ])("%s %s, and says that there is more", (name, channel, expected) => {
    expect(ids(name, channel)).toEqual(expected);
    expect(parseLogSource(name, channel).freeText).toBe(true);
  });
});

describe("prose and whole sources", () => {
  it.each([
    ["NSM:Flow", "Outbound TCP SYN or UDP to multiple ports/hosts"],
    ["NSM:Flow", "Inbound to 22/5900/8080 and follow-on internal connections."],
    ["NSM:Flow", "Connections to *.devtunnels.ms or tunnels.api.visualstudio.com"],
    ["auditd:SYSCALL", "mount or losetup commands creating hidden or encrypted FS"],
    ["auditd:SYSCALL", "Invocation of packet generation tools (e.g., hping3, nping) or fork bombs"],
    ["macos:unifiedlog", "dns-sd, mDNSResponder, socket activity"],
    ["macos:unifiedlog", "Preview.app, Safari.app, or Mail.app spawning new processes outside normal user context"],
    ["WinEventLog:System", "Kernel-PnP 410/400 device install, disk added"],
    ["WinEventLog:System", "Unexpected modification to lsass.exe or cryptdll.dll"],
    ["WinEventLog:Windows Defender", "Operational"],
    ["containerd:runtime", "e.g., containerd, Docker events"],
    ["etw:Microsoft-Windows-Kernel-Process", "API calls"],
    ["anything", "…"],
  ])("%s %s is prose", (name, channel) => {
    expect(parseLogSource(name, channel)).toEqual({ source: name, events: [], freeText: true });
  });

  it.each([["None"], ["none"], [""], ["  "]])("channel %j is the whole source", (channel) => {
    expect(parseLogSource("NSM:Flow", channel)).toEqual({ source: "NSM:Flow", events: [], freeText: false });
  });

  it("sets known misspellings of sources right", () => {
    expect(keys("maos:osquery", "mount_events")).toEqual(["macos:osquery/mount_events"]);
    expect(keys("NSM:FLow", "dns.log")).toEqual(["NSM:Flow/dns.log"]);
    expect(parseLogSource(" networkconfig ", "None").source).toBe("networkconfig");
    expect(parseLogSource("constructor", "x").source).toBe("constructor");
  });

  it("stays quick on hostile channels", () => {
    for (const unit of ["a, ", "EventCode=1,", "(", "1-", "execve or ", "a/", "a.", " "]) {
      const started = performance.now();
      for (const name of ["auditd:SYSCALL", "WinEventLog:Security", "NSM:Flow", "AWS:CloudTrail"])
        parseLogSource(name, unit.repeat(20_000));
      expect(performance.now() - started, unit).toBeLessThan(5_000);
    }
  }, 60_000);
});
