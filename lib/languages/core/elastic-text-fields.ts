/**
 * Fields that Elastic analyses as text: a match on them looks for words anywhere, without case.
 * https://www.elastic.co/docs/reference/ecs (type match_only_text without a keyword), Winlogbeat's PowerShell module.
 */
const textFields: ReadonlySet<string> = new Set([
  "message",
  "error.message",
  "powershell.file.script_block_text",
  "powershell.command.invocation_details.value",
  "http.request.body.content.text",
  "http.response.body.content.text",
]);

/** True for analysed text, the `.text` variant of a keyword field included. */
export function isTextField(field: string): boolean {
  return textFields.has(field) || field.endsWith(".text");
}

/** True for a field that holds addresses, where `10.0.0.0/8` means a range. */
export function isAddressField(field: string): boolean {
  return /(^|[._])(ip|ips|address|cidr)$/i.test(field);
}

/** True for a network range. */
export function isRange(value: string): boolean {
  return /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f]*:[0-9a-f:.]*)\/\d{1,3}$/i.test(value);
}
