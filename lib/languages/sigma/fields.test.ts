/** Guarantees that the Sigma field map is a sound table: known targets, an authority each, and never two rows that both fit best. */
import { describe, expect, it } from "vitest";
import { canonicalFields, extensionPrefixes } from "../../normalize/canonical-fields.ts";
import { findFieldRow } from "../../normalize/field-map.ts";
import type { FieldRow, LogSource } from "../language.ts";
import { sigmaFields } from "./fields.ts";
import { sigma } from "./index.ts";

const places = (row: FieldRow): readonly (readonly [string, string])[] => Object.entries(row.where ?? {});
const printed = (row: FieldRow): string => `${row.raw.toLowerCase()} @ ${JSON.stringify([...places(row)].sort())}`;

/** Both rows can fit one rule. Codes are left out: a rule may select several. */
const overlap = (one: FieldRow, other: FieldRow): boolean =>
  places(one).every(
    ([key, value]) => key === "eventCode" || ((other.where as Record<string, string> | undefined)?.[key] ?? value) === value,
  );

describe("the Sigma field map", () => {
  it("covers at least 250 raw names", () => {
    expect(new Set(sigmaFields.map(({ raw }) => raw.toLowerCase())).size).toBeGreaterThanOrEqual(250);
  });

  it("has no row twice", () => {
    const keys = sigmaFields.map(printed);
    expect(keys.filter((key, position) => keys.indexOf(key) !== position)).toEqual([]);
  });

  it("points at canonical fields and documented extensions only", () => {
    const strangers = sigmaFields.filter(
      ({ canonical }) => !canonicalFields.has(canonical) && !extensionPrefixes.some((prefix) => canonical.startsWith(prefix)),
    );
    expect(strangers).toEqual([]);
  });

  it("names an authority for every row", () => {
    expect(sigmaFields.filter(({ authority }) => authority.trim() === "")).toEqual([]);
  });

  it("writes places in lower case, as log sources are", () => {
    const shouting = sigmaFields.filter((row) => places(row).some(([, value]) => value !== value.toLowerCase()));
    expect(shouting).toEqual([]);
  });

  it("never leaves the choice between two rows that are equally specific", () => {
    const ties = sigmaFields.flatMap((one, position) =>
      sigmaFields
        .slice(position + 1)
        .filter((other) => one.raw.toLowerCase() === other.raw.toLowerCase() && one.canonical !== other.canonical)
        .filter((other) => places(one).length === places(other).length && overlap(one, other))
        .filter((other) => one.where?.eventCode === undefined || other.where?.eventCode === undefined)
        .map((other) => `${printed(one)} | ${printed(other)}`),
    );
    expect(ties).toEqual([]);
  });
});

describe("what a name means", () => {
  const canonical = (raw: string, place: string, codes: readonly string[] = []): string | undefined => {
    const [product = "", category = "", service = ""] = place.split("/");
    const logSource: LogSource = { product: product || null, category: category || null, service: service || null, names: [] };
    return findFieldRow(sigma, raw, { logSource, eventCodes: new Set(codes) })?.canonical;
  };

  it.each([
    ["Image", "windows/process_creation", "process.executable"],
    ["image", "windows/registry_set", "process.executable"],
    ["ParentImage", "linux/process_creation", "process.parent.executable"],
    ["ImageLoaded", "windows/image_load", "dll.path"],
    ["ImageLoaded", "windows/driver_load", "dll.path"],
    ["ImagePath", "windows/driver_load", "dll.path"],
    ["ImagePath", "windows//system", "winlog.event_data.ImagePath"],
    ["SourceImage", "windows/process_access", "process.executable"],
    ["TargetImage", "windows/process_access", "target.process.executable"],
    ["OriginalFileName", "windows/process_creation", "process.pe.original_file_name"],
    ["OriginalFileName", "windows/image_load", "dll.pe.original_file_name"],
    ["Description", "windows/sysmon_error", "winlog.event_data.Description"],
    ["Signature", "windows/image_load", "dll.code_signature.subject_name"],
    ["Signature", "/antivirus", "rule.name"],
    ["FileName", "windows/file_access", "file.path"],
    ["TargetFilename", "macos/file_event", "file.path"],
    ["TargetObject", "windows/registry_set", "registry.path"],
    ["Details", "windows/registry_set", "registry.data.strings"],
    ["Payload", "windows/ps_module", "powershell.file.script_block_text"],
    ["Path", "windows/ps_script", "file.path"],
    ["Path", "windows//taskscheduler", "winlog.event_data.Path"],
    ["ProcessName", "windows//security", "process.executable"],
    ["ProcessName", "macos/process_creation", "process.name"],
    ["IPaddress", "windows//security", "source.ip"],
    ["EventID", "windows//security", "event.code"],
    ["EventType", "windows/registry_event", "winlog.event_data.EventType"],
    ["EventType", "okta//okta", "event.action"],
    ["eventName", "aws//cloudtrail", "event.action"],
    ["operationName", "azure//auditlogs", "event.action"],
    ["cs-uri-query", "/webserver", "url.query"],
    ["c-useragent", "/proxy", "user_agent.original"],
    ["query", "/dns", "dns.question.name"],
    ["name", "linux//auditd", "file.path"],
    ["name", "zeek//smb_files", "zeek.smb_files.name"],
    ["a1", "linux//auditd", "auditd.data.a1"],
    ["logtype", "opencanary/application", "event.code"],
  ])("%s in %s is %s", (raw, place, field) => {
    expect(canonical(raw, place)).toBe(field);
  });

  it.each([
    ["TargetUserName", ["4624"], "user.name"],
    ["TargetUserName", ["4728", "4732", "4756"], "group.name"],
    ["TargetUserName", ["4720"], "user.target.name"],
    ["TargetUserName", [], "user.target.name"],
    ["TargetUserName", ["4648"], "user.effective.name"],
    ["SubjectUserName", ["4663"], "user.name"],
    ["SubjectUserName", ["4624"], "winlog.event_data.SubjectUserName"],
    ["NewValue", ["4657"], "registry.data.strings"],
  ])("Windows: %s with codes %j is %s", (raw, codes, field) => {
    expect(canonical(raw, "windows//security", codes)).toBe(field);
  });

  it("leaves a name that nobody defines alone", () => {
    expect(canonical("InterfaceUuid", "rpc_firewall/application")).toBeUndefined();
  });
});
