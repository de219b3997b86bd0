/** All techniques as JSON, under the parameters of their page. */
import { techniqueListFile } from "../techniques/list-file";

export function GET(request: Request): Promise<Response> {
  return techniqueListFile(request, "json");
}
