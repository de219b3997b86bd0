/** All events under the parameters of their page, as CSV. */
import { eventListFile } from "../events/list-file";

export function GET(request: Request): Promise<Response> {
  return eventListFile(request, "csv");
}
