/** All rules under the parameters of their page, as CSV. */
import { ruleListFile } from "../rules/list-file";

export function GET(request: Request): Promise<Response> {
  return ruleListFile(request, "csv");
}
