/** Guarantees that a field is missed only in events whose fields are known. */
import { expect, it } from "vitest";
import { eventsWithout } from "./event-fields.ts";

const both = ["WinEventLog:Sysmon/1", "WinEventLog:Security/4688"];

it("misses what the event does not carry", () => {
  expect(eventsWithout("process.pe.original_file_name", both)).toEqual(["WinEventLog:Security/4688"]);
  expect(eventsWithout("process.parent.command_line", both)).toEqual(["WinEventLog:Security/4688"]);
  expect(eventsWithout("process.command_line", [...both, "WinEventLog:Sysmon/11"])).toEqual(["WinEventLog:Sysmon/11"]);
  expect(eventsWithout("registry.data.strings", ["WinEventLog:Sysmon/12", "WinEventLog:Sysmon/13"])).toEqual(["WinEventLog:Sysmon/12"]);
});

it("misses nothing that it does not know", () => {
  expect(eventsWithout("process.name", both)).toEqual([]);
  expect(eventsWithout("winlog.event_data.LogonType", both)).toEqual([]);
  expect(eventsWithout("process.pe.original_file_name", ["auditd:EXECVE", "linux:syslog"])).toEqual([]);
  expect(eventsWithout("constructor", ["constructor", "__proto__"])).toEqual([]);
});
