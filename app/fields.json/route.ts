/** All fields as JSON, under the parameters of their page. */
import { fieldListFile } from "../fields/list-file";

export function GET(request: Request): Promise<Response> {
  return fieldListFile(request, "json");
}
