/** All events under the parameters of their page, as JSON. */
import { eventListFile } from "../events/list-file";

export function GET(request: Request): Promise<Response> {
  return eventListFile(request, "json");
}
