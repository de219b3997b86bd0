/** Guarantees that events have plain names, keyed as the catalog keys events. */
import { describe, expect, it } from "vitest";
import { eventNames } from "./event-names.ts";

describe("event names", () => {
  it("cover at least 150 events", () => {
    expect(eventNames.size).toBeGreaterThanOrEqual(150);
  });

  it.each([
    ["WinEventLog:Security/4688", "A process was created"],
    ["WinEventLog:Sysmon/1", "A process was created"],
    ["WinEventLog:Microsoft-Windows-Windows Defender/Operational/1116", "Malware was found"],
    ["auditd:SYSCALL/execve", "A program was executed"],
    ["NSM:Flow/dns.log", "DNS queries (Zeek)"],
  ])("%s is %s", (event, name) => {
    expect(eventNames.get(event)).toBe(name);
  });

  it("are single phrases without a full stop, keyed by log and event", () => {
    expect([...eventNames].filter(([key, name]) => !/^[^/]+\/.+$/.test(key) || !/^[A-Z].{4,80}[^.]$/.test(name))).toEqual([]);
  });
});
