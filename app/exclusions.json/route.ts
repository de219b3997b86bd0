/** All exclusions as JSON, under the parameters of their page. */
import { exclusionListFile } from "../exclusions/list-file";

export function GET(request: Request): Promise<Response> {
  return exclusionListFile(request, "json");
}
