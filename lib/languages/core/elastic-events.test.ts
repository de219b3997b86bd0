/** Elastic's log sources as events: by data set, by category and type, by code, and the data set itself where nothing else is known. */
import { describe, expect, it } from "vitest";
import { elasticEvents } from "./elastic-events.ts";

const events = (names: readonly string[], codes: readonly string[] = []): readonly string[] =>
  elasticEvents({ product: null, category: null, service: null, names }, codes);

describe("events of Elastic's log sources", () => {
  it.each<[readonly string[], readonly string[], readonly string[]]>([
    [["logs-aws.cloudtrail-*"], ["CreateUser"], ["AWS:CloudTrail/CreateUser"]],
    [["logs-aws.cloudtrail-*"], [], ["AWS:CloudTrail"]],
    [["winlogbeat-*"], ["4697"], ["WinEventLog:Security/4697"]],
    [["winlogbeat-*"], ["4104"], ["WinEventLog:PowerShell/4104"]],
    [["winlogbeat-*", "provider:microsoft-windows-sysmon"], ["11"], ["WinEventLog:Sysmon/11"]],
    [["logs-windows.sysmon_operational-*", "category:library"], [], ["WinEventLog:Sysmon/7"]],
    [["logs-endpoint.events.process-*", "type:start"], [], ["endpoint.events.process/start"]],
    [["logs-endpoint.events.*", "category:registry"], [], ["endpoint.events.registry"]],
    [["endpoint", "category:api"], [], ["endpoint.events.api"]],
    [["endpoint"], [], ["endpoint.events"]],
    [["logs-cloud_defend.process*", "type:start"], [], ["cloud_defend.process/start"]],
    [["logs-crowdstrike.fdr*"], ["exec"], ["crowdstrike.fdr"]],
    [["logs-sentinel_one_cloud_funnel.*"], [], ["sentinel_one_cloud_funnel.event"]],
    [["logs-nginx.access-*", "logs-apache.access-*"], [], ["nginx.access", "apache:access_log"]],
    [["azure.platformlogs"], [], ["azure.platformlogs"]],
    [[".alerts-security.*"], [], ["elastic.alerts"]],
    [["logs-*", "metrics-*", "filebeat-*", "os:linux"], [], []],
  ])("%j with %j are %j", (names, codes, expected) => expect(events(names, codes)).toEqual(expected));
});
