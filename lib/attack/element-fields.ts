/** Which canonical fields would show a mutable element in a rule: by the subject that its name's words name. A name may have several subjects. */
import { wordsOf } from "./element-kinds.ts";

interface Subject {
  /** Over the name's words. */
  readonly words: RegExp;
  readonly fields: readonly string[];
}

const parent = ["process.parent.name", "process.parent.executable", "process.parent.command_line", "process.parent.args"];
const program = ["process.name", "process.pe.original_file_name", "process.executable", "process.command_line", "process.args"];
const file = ["file.path", "file.name", "file.directory", "file.extension"];

const subjects: readonly Subject[] = [
  { words: /\b(parents?|ancestry|lineage|chain)\b/, fields: parent },
  { words: /\b(child|children|spawn\w*)\b/, fields: ["process.name", "process.executable", "process.command_line"] },
  { words: /\buser agents?\b/, fields: ["user_agent.original", "user_agent.name"] },
  {
    words: /\b(users?(?! agents?)|user ?names?|accounts?|roles?|identity|identities|principals?|sids?|uid|admins?)\b/,
    fields: [
      "user.name",
      "user.id",
      "user.email",
      "user.domain",
      "user.target.name",
      "user.effective.name",
      "source.user.name",
      "user.roles",
      "client.user.email",
      "azure.signinlogs.properties.user_principal_name",
      "azure.signinlogs.properties.user_type",
      "aws.cloudtrail.user_identity.type",
      "aws.cloudtrail.user_identity.arn",
      "kubernetes.audit.user.username",
    ],
  },
  {
    words: /\b(commands?|command ?lines?|cmd|cli|arguments?|args|flags?|switch(es)?|keywords?|utilit(y|ies)|syntax)\b/,
    fields: ["process.command_line", "process.args", "powershell.file.script_block_text"],
  },
  {
    words:
      /\b(tools?|exe|executables?|binar(y|ies)|process(es)?(?! parent)|images?|programs?|scanners?|browsers?|clients?|apps?|applications?|interpreters?|shells?)\b/,
    fields: program,
  },
  {
    words: /\b(scripts?|macros?|power ?shell)\b/,
    fields: ["powershell.file.script_block_text", "process.command_line", "file.name", "file.extension"],
  },
  {
    words: /\b(dlls?|modules?|librar(y|ies)|drivers?)\b/,
    fields: ["dll.name", "dll.path", "dll.pe.original_file_name", "file.name", "file.path"],
  },
  { words: /\b(registry|reg ?keys?|keys?)\b/, fields: ["registry.path", "registry.key", "registry.value", "registry.data.strings"] },
  {
    words: /\b(paths?|dirs?|director(y|ies)|folders?|files?|filenames?|artifacts?|locations?)\b/,
    fields: [...file, "process.executable", "process.working_directory"],
  },
  {
    words: /\b(extensions?|file ?types?|attachments?)\b/,
    fields: ["file.extension", "file.name", "file.path", "email.attachments.file.extension"],
  },
  { words: /\bports?\b/, fields: ["destination.port", "source.port"] },
  {
    words: /\b(sources?|scan sources|client ips?|origins?)\b/,
    fields: ["source.ip", "source.address", "source.domain", "host.name", "host.ip"],
  },
  {
    words: /\b(ips?|addresses|subnets?|ranges?|hosts?|hostnames?|infrastructure|servers?)\b/,
    fields: ["source.ip", "destination.ip", "source.address", "host.name", "host.ip"],
  },
  {
    words: /\b(dest|destinations?|remote|targets?|egress|external)\b/,
    fields: ["destination.ip", "destination.domain", "destination.address"],
  },
  {
    words: /\b(domains?|ur[il]s?|resolvers?|dns|sites?)\b/,
    fields: ["dns.question.name", "url.domain", "destination.domain", "url.original", "url.path"],
  },
  {
    words: /\bservices?\b/,
    fields: ["service.name", "winlog.event_data.ServiceName", "winlog.event_data.ServiceFileName", "process.name"],
  },
  {
    words: /\bhash(es)?\b/,
    fields: ["process.hash.sha256", "process.hash.md5", "process.hash.sha1", "file.hash.sha256", "file.hash.md5", "process.pe.imphash"],
  },
  {
    words: /\b(publishers?|signers?|signed|signatures?|signing)\b/,
    fields: [
      "process.code_signature.subject_name",
      "process.code_signature.trusted",
      "process.code_signature.status",
      "dll.code_signature.status",
      "dll.code_signature.trusted",
    ],
  },
  { words: /\b(geo|country|countries|regions?)\b/, fields: ["source.geo.country_iso_code", "source.geo.country_name", "cloud.region"] },
  { words: /\b(pipes?)\b/, fields: ["winlog.event_data.PipeName", "file.name", "file.path"] },
  { words: /\b(access masks?|rights|granted)\b/, fields: ["winlog.event_data.AccessMask", "winlog.event_data.GrantedAccess"] },
  { words: /\b(operations?|actions?|apis?|api calls?|events?)\b/, fields: ["event.action", "event.provider", "event.code"] },
  { words: /\b(protocols?)\b/, fields: ["network.protocol", "network.transport", "destination.port"] },
];

/** Canonical fields, each once, those of the first subject first; none where the name's words name no subject. */
export function elementFields(name: string): readonly string[] {
  const words = wordsOf(name);
  return [...new Set(subjects.flatMap((subject) => (subject.words.test(words) ? subject.fields : [])))];
}
