/** All indicators as JSON, under the parameters of their page. */
import { indicatorListFile } from "../indicators/list-file";

export function GET(request: Request): Promise<Response> {
  return indicatorListFile(request, "json");
}
