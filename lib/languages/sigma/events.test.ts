/** Guarantees which catalog events a Sigma log source reaches, with and without the codes that a rule selects. */
import { describe, expect, it } from "vitest";
import { sigmaEvents } from "./events.ts";

/** `product/category/service`, as in the tables of the taxonomy. */
const events = (place: string, ...codes: readonly string[]): readonly string[] => {
  const [product = "", category = "", service = ""] = place.split("/");
  return sigmaEvents({ product: product || null, category: category || null, service: service || null, names: [] }, codes);
};

describe("categories", () => {
  it.each([
    ["windows/process_creation", ["WinEventLog:Sysmon/1", "WinEventLog:Security/4688"]],
    ["windows/registry_set", ["WinEventLog:Sysmon/13", "WinEventLog:Security/4657"]],
    ["windows/image_load", ["WinEventLog:Sysmon/7"]],
    ["windows/pipe_created", ["WinEventLog:Sysmon/17", "WinEventLog:Sysmon/18"]],
    ["windows/ps_script", ["WinEventLog:PowerShell/4104"]],
    ["Windows/PS_Script", ["WinEventLog:PowerShell/4104"]],
    ["linux/process_creation", ["auditd:SYSCALL/execve", "linux:Sysmon/1"]],
    ["macos/process_creation", ["macos:endpointsecurity/ES_EVENT_TYPE_NOTIFY_EXEC", "macos:unifiedlog"]],
    ["/proxy", ["WebProxy:AccessLogs", "NSM:Flow/http.log"]],
    ["/dns", ["dns:query", "NSM:Flow/dns.log"]],
    ["zeek//dce_rpc", ["NSM:Flow/dce_rpc.log"]],
    ["/network/connection", ["NSM:Flow/conn.log"]],
  ])("%s reaches %j", (place, expected) => {
    expect(events(place)).toEqual(expected);
  });

  it("is narrowed by the rule's codes", () => {
    expect(events("windows/process_creation", "4688")).toEqual(["WinEventLog:Security/4688"]);
    expect(events("windows/process_creation", "1", "4688")).toEqual(["WinEventLog:Sysmon/1", "WinEventLog:Security/4688"]);
    expect(events("windows/registry_event", "12", "13")).toEqual(["WinEventLog:Sysmon/12", "WinEventLog:Sysmon/13"]);
  });

  it("gives way to a code of another Windows log", () => {
    expect(events("windows/process_creation", "7045")).toEqual(["WinEventLog:System/7045"]);
  });

  it("keeps its events when the codes mean nothing to it", () => {
    expect(events("windows/process_creation", "99999")).toEqual(["WinEventLog:Sysmon/1", "WinEventLog:Security/4688"]);
    expect(events("/firewall", "deny")).toEqual(["NSM:Firewall", "NSM:Flow/conn.log"]);
  });
});

describe("services", () => {
  it.each([
    ["windows//security", ["4624", "4625"], ["WinEventLog:Security/4624", "WinEventLog:Security/4625"]],
    ["windows//security", [], ["WinEventLog:Security"]],
    ["windows//system", ["7045", "7045"], ["WinEventLog:System/7045"]],
    ["windows//security", ["not a number"], ["WinEventLog:Security"]],
    ["windows//windefend", ["1116"], ["WinEventLog:Microsoft-Windows-Windows Defender/Operational/1116"]],
    ["windows//powershell-classic", [], ["WinEventLog:PowerShell"]],
    ["windows//security, system", ["4697", "7045"], ["WinEventLog:Security/4697", "WinEventLog:System/7045"]],
    ["linux//auditd", [], ["auditd:SYSCALL"]],
    ["linux//auditd", ["EXECVE", "creat"], ["auditd:EXECVE", "auditd:SYSCALL/creat"]],
    ["aws//cloudtrail", ["StopLogging"], ["AWS:CloudTrail/StopLogging"]],
    ["azure//activitylogs", [], ["azure:activity"]],
    ["m365//audit", [], ["m365:unified"]],
    ["kubernetes/application/audit", ["create"], ["kubernetes:audit/create"]],
    ["mssql/application", ["33205"], ["WinEventLog:Application/33205"]],
    ["rpc_firewall/application", ["3"], ["WinEventLog:RPCFW/3"]],
  ])("%s with codes %j reaches %j", (place, codes, expected) => {
    expect(events(place, ...codes)).toEqual(expected);
  });
});

describe("what ATT&CK does not name", () => {
  it("is named by product and service", () => {
    expect(events("azure//riskdetection")).toEqual(["azure:riskdetection"]);
    expect(events("opencanary/application", "5001")).toEqual(["opencanary:application/5001"]);
    expect(events("qualys")).toEqual(["qualys"]);
  });

  it("reaches no event when the rule names no log source", () => {
    expect(events("")).toEqual([]);
    expect(events("windows")).toEqual([]);
  });

  it("follows the codes when Windows is all that is said", () => {
    expect(events("windows", "4104")).toEqual(["WinEventLog:PowerShell/4104"]);
  });

  it("is not fooled by names that objects have by themselves", () => {
    expect(events("/constructor")).toEqual(["constructor"]);
  });
});
