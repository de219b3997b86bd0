/** Guarantees that an event's id falls into its log and the event's own name. */
import { describe, expect, it } from "vitest";
import { splitEvent } from "./event-id.ts";

describe("splitEvent", () => {
  it.each([
    ["WinEventLog:Sysmon/1", "WinEventLog:Sysmon", "1"],
    ["WinEventLog:Microsoft-Windows-NTLM/Operational/8004", "WinEventLog:Microsoft-Windows-NTLM/Operational", "8004"],
    ["azure:activity/MICROSOFT.NETWORK/VIRTUALHUBS/DELETE", "azure:activity", "MICROSOFT.NETWORK/VIRTUALHUBS/DELETE"],
    ["AWS:CloudTrail", "AWS:CloudTrail", ""],
  ])("%s", (event, provider, code) => {
    expect(splitEvent(event)).toEqual({ provider, code });
  });
});
